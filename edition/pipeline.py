"""The whole build on one screen.

    edition.yaml ── load_config ─▶ Config
    content/**   ── read_content ▶ Content ── assemble ─▶ Edition ── plan_units ─▶ Unit…
                       ▲                                      │           ▲         │
                       └──── kept_in ◀─ site/.edition/ ───────┼───────────┘         │
    templates/, edition/*.py ── digests ──────────────────────┼── page_outputs ─────┤
    assets/ ── asset_outputs ─────────────────────────────────┼─────────────────────┤
                                                search_outputs┘                     ▼
                                                                    Output… ── publish ─▶ site/
                                                                          bundle_for ┘

One straight line, each time. What makes it short is that a value names what it was made
from: a file that is as it was is not read (`content`), pages without text are not cut into
units while the faces of all articles are as they were (`plan.known`), a unit whose values are
as they were is not planned, a page whose view is as it was is not made (`making`), and where
no file has changed at all, nothing of this is done (`seal`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from edition.addresses import Record, dead_ends
from edition.assemble import assemble
from edition.budget import too_much
from edition.bundle import Bundle
from edition.config import Config
from edition.content import Content, Memory, Whole, read_content, whole_article
from edition.fingerprint import digest
from edition.kept import keep, kept_in
from edition.making import Output
from edition.model import Article, Edition, Slip
from edition.moving import recover
from edition.outgoing import asset_outputs, page_outputs, search_outputs
from edition.output import Coming, Published, Wanted, as_left, publish
from edition.plan import Desk, Unit, decide, desk_for, plan_units, recipe_for, remembered, site_view
from edition.problems import EditionError, Problem
from edition.progress import Progress, quiet
from edition.seal import Glance, Left
from edition.stamps import listing
from edition.state import refusals_told
from edition.templates import Templates, templates_for
from edition.tokens import AS_PRINTED
from edition.urls import OFFLINE, SEARCH_DATA
from edition.values import Value, freeze, replace
from edition.variants import simplified

if TYPE_CHECKING:
    from edition.stamps import Listing

_LAST: list[object] = []
"""What the last build held. A million values are not taken apart one by one at the end of a
process: the system takes them back at once."""

Search = Callable[[Edition, Whole, Mapping[str, str]], Iterable[Output] | None]
"""What is to be published of the search index of an edition, with its variants."""


class Report(Value, frozen=True):
    """What one build gave."""

    published: Published
    issues: int
    articles: int
    persons: int
    hosted: bool = True
    """Whether the site knows its own address, and so has feeds and sitemaps."""
    drafts: int = 0
    """Articles that are left out, because they are drafts."""
    behind: bool = False
    """Whether pages without text are still those of an edition before."""

    def again(self) -> Report:
        """What the same build gives where nothing is left to do."""
        return replace(self, published=replace(self.published, written=(), removed=()))


def build(
    config: Config,
    progress: Progress = quiet,
    glance: Glance | None = None,
    search: Search | None = None,
    listed: Listing | None = None,
    alone: bool = False,
    text_first: bool = False,
) -> Report:
    """Bring `config.site` to what content, templates, assets and code say; raise
    EditionError with every problem, and then leave the site as it was.

    `glance` is a look at everything from before the configuration was read. `search` gives the search index instead of
    `search_outputs`; where it gives None, what is published of the index stays as it is.
    Such a build is for a server, and leaves the ZIP of the whole edition as it is too. `listed`
    tells what lies in a folder, where somebody watches them; `alone` says that nobody else has
    written into the site since the last build. With `text_first` pages without text stay as
    they are, so that whoever edits an article sees it soon; where another face of an article would
    change them, the report says that they are `behind`, and the next build brings them in step.
    What is wrong with such a site may be its pages of before: then all is built at once.
    """
    was_undone = recover(config.site)
    left = partial(as_left, config.site) if alone else glance.left if glance and not was_undone else None
    built = partial(_built, config, progress, glance, search, listed or listing, left)
    with refusals_told(config.site):
        report = built(text_first) or built(False)
    assert report, "only a build with the text first leaves it to another"
    return report


def _built(
    config: Config,
    progress: Progress,
    glance: Glance | None,
    search: Search | None,
    listed: Listing,
    left: Callable[[], Left] | None,
    text_first: bool,
) -> Report | None:
    """`left` gives what is there of what the last build wrote. Gives None where something stands
    against pages of before, and a build of all pages has to tell what."""
    kept = kept_in(config.site, glance)
    code = kept.program.digest
    site = site_view(config)
    templates = templates_for(config.templates, site, code)
    whole = _reader(config.content)
    with _told_with(templates):
        content = read_content(config.content, kept.memory, code, glance.look().listed if glance else listed)
        edition = assemble(content, config.drafts)
        entries = tuple([entry for entry, _ in content.entries or ()])
        recipe = recipe_for(config, entries, digest(code, *sorted(templates.digests.values())))
        decision = decide(edition, recipe, kept.known, partial(_faces_before, kept.memory, content), text_first)
        known = decision.known
        shows_lunar = config.epub or templates.shows.anywhere("lunar")
        desk = desk_for(config, edition, whole, recipe, known, templates.shows, shows_lunar)
        units = plan_units(desk, edition, behind=decision.is_behind, reworded=decision.reworded)
        proofs = _proofs(desk, edition) if config.drafts else ()
        outputs = [
            *page_outputs(templates, chain(units, proofs), digest(code, freeze(site)), templates.digests),
            *asset_outputs(config.assets),
        ]
    _LAST[:] = content, edition, outputs
    index = _index(config, edition, whole, search)
    bundle = None if search else _bundle(config, code)
    below = tuple(_left_as_they_are(config, index is None, search is not None))
    wanted = Wanted((*outputs, *(index or ())), bundle, lambda name: name.startswith(below), known.faces)
    record = Record(config.content, config.site)
    try:
        with _told_with(templates):
            published = publish(config.site, wanted, partial(_refused, config, edition, record), left, progress)
    except EditionError:
        if decision.is_behind:
            return None
        raise
    record.keep()
    keep(config.site, kept, content.memory, known if known is kept.known else remembered(known, units))
    articles = sum(len(issue.articles) for issue in edition.issues)
    return Report(
        published,
        len(edition.issues),
        articles,
        known.persons,
        bool(config.base_url),
        len(content.articles) - articles - len(edition.withdrawn),
        decision.is_behind,
    )


def _faces_before(memory: Memory | None, content: Content) -> Mapping[str, bytes] | None:
    return content.memory.reworded(memory) if memory and content.memory else None


def _proofs(desk: Desk, edition: Edition) -> Iterable[Unit]:
    from edition.proofs import proof_units  # here, because what is published has none

    return proof_units(desk, edition)


def _index(config: Config, edition: Edition, whole: Whole, search: Search | None) -> Iterable[Output] | None:
    """What is to be published of the search index; None where it stays as it is."""
    if not config.search:
        return ()
    variants = simplified() if config.fold_variants else AS_PRINTED
    return (search or partial(search_outputs, config.site))(edition, whole, variants)


def _left_as_they_are(config: Config, is_index_left: bool, is_for_a_server: bool) -> Iterator[str]:
    """What the names of outputs begin with that stay, though nobody wants them."""
    if is_index_left:
        yield SEARCH_DATA.lstrip("/")
    if config.offline and is_for_a_server:
        yield OFFLINE.lstrip("/")


@contextmanager
def _told_with(templates: Templates) -> Iterator[None]:
    """Whatever is wrong, and what is wrong in the templates, in one run."""
    try:
        yield
    except EditionError as error:
        raise EditionError(*error.problems, *templates.problems()) from None


def _refused(config: Config, edition: Edition, record: Record, coming: Coming) -> Iterator[Problem]:
    """Why what is coming can't be published."""
    yield from too_much(coming.sizes, config.limits, config.content / "edition.yaml")
    yield from dead_ends(edition.moved, config.content, coming)
    yield from record.problems(coming)


def _bundle(config: Config, code: str) -> Bundle | None:
    if not config.offline:
        return None
    from edition.offline import bundle_for  # here, because most editions ask for none

    return bundle_for(config, code)


def publish_index(config: Config, index: Iterable[Output] | None) -> Published:
    """Bring the search index in `config.site` to this one (None: leave it too), and all else
    stays as it is, where nobody else has written into the site since the last build."""
    record = Record(config.content, config.site)

    def stays(name: str) -> bool:
        return index is None or not name.startswith(SEARCH_DATA.lstrip("/"))

    def refuse(coming: Coming) -> Iterator[Problem]:
        yield from too_much(coming.sizes, config.limits, config.content / "edition.yaml")
        if coming.is_known:
            yield from record.problems(coming)

    wanted = Wanted(tuple(index or ()), stays=stays)
    published = publish(config.site, wanted, refuse, partial(as_left, config.site))
    record.keep()
    return published


def _reader(content: Path) -> Whole:
    """Gives articles with their text, and reads each file once."""
    read: dict[str, Article] = {}

    def whole(slip: Slip) -> Article:
        if slip.file not in read:
            read[slip.file] = whole_article(slip, content)
        return read[slip.file]

    return whole


def problems_without_config(content: Path) -> tuple[Problem, ...]:
    """What else is wrong when edition.yaml can't be read, so that one run tells all."""
    try:
        assemble(read_content(content))
    except EditionError as error:
        return error.problems
    return ()
