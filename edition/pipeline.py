"""The whole build on one screen.

    edition.yaml ── load_config ─▶ Config
    content/**   ── read_content ▶ Content ── assemble ─▶ Edition ── plan_units ─▶ Unit…
                       ▲                                      │                     │
                    memory                                    │                     │
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

from edition import learned
from edition.addresses import Record, dead_ends
from edition.assemble import assemble
from edition.budget import too_much
from edition.bundle import Bundle
from edition.config import Config
from edition.content import Memory, Whole, read_content, whole_article
from edition.fingerprint import code_digest, digest, mark
from edition.making import Output
from edition.model import Article, Edition, Slip
from edition.moving import recover
from edition.outgoing import asset_outputs, page_outputs, search_outputs
from edition.output import Coming, Published, as_left, publish
from edition.plan import (
    Known,
    Unit,
    decide,
    desk_for,
    plan_units,
    recipe_for,
    remembered,
    site_view,
)
from edition.problems import EditionError, Problem
from edition.progress import Progress, quiet
from edition.seal import Glance, Left
from edition.stamps import listing
from edition.state import (
    EDITS,
    KNOWN,
    LEARNED,
    MEMORY,
    PROGRAM,
    forget,
    read_ledger,
    recall,
    refusals_told,
    remember,
)
from edition.templates import Templates, templates_for
from edition.tokens import AS_PRINTED
from edition.urls import OFFLINE, SEARCH_DATA
from edition.values import Value, freeze, replace
from edition.variants import simplified

if TYPE_CHECKING:
    from edition.stamps import Listing

MANY_EDITS = 8
"""Where more than one of so many issues has changed, all that was read is kept anew."""

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


class Program(Value, frozen=True):
    """What a build found out about the program."""

    seen: bytes
    """Digest of its own folders and of those of its libraries, as they lay; empty where a later change
    might not show."""
    digest: str
    """Of the code."""


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
    program = program_of(config.site, glance) if glance else Program(b"", code_digest())
    code = program.digest
    memory = _remembered(config.site)
    answers = recall(config.site, LEARNED, learned.Answers)
    learned.know(answers, code)
    site = site_view(config)
    templates = templates_for(config.templates, site, code)
    with _told_with(templates):
        content = read_content(config.content, memory, code, glance.look().listed if glance else listed)
        edition = assemble(content, config.drafts)
    digests = templates.digests
    whole = _reader(config.content)
    entries = tuple([entry for entry, _ in content.entries or ()])
    recipe = recipe_for(config, entries, digest(code, *sorted(digests.values())))
    before = recall(config.site, KNOWN, Known)

    def faces_before() -> Mapping[str, bytes] | None:
        return content.memory.reworded(memory) if memory and content.memory else None

    shows_lunar = config.epub or templates.shows.anywhere("lunar")
    with _told_with(templates):
        decision = decide(edition, recipe, before, faces_before, text_first)
        known = decision.known
        desk = desk_for(config, edition, whole, recipe, known, templates.shows, shows_lunar)
        units = plan_units(desk, edition, behind=decision.is_behind, reworded=decision.reworded)
        more: Iterable[Unit] = ()
        if config.drafts:
            from edition.proofs import proof_units  # here, because what is published has none

            more = proof_units(desk, edition)
        outputs = [
            *page_outputs(templates, chain(units, more), digest(code, freeze(site)), digests),
            *asset_outputs(config.assets),
        ]
    _LAST[:] = content, edition, outputs
    index: Iterable[Output] | None = ()
    if config.search:
        variants = simplified() if config.fold_variants else AS_PRINTED
        index = (search or partial(search_outputs, config.site))(edition, whole, variants)
    outputs += index or ()
    is_for_a_server = search is not None
    as_they_are = ((SEARCH_DATA, index is None), (OFFLINE, config.offline and is_for_a_server))
    below = tuple([url.lstrip("/") for url, is_left in as_they_are if is_left])
    bundle = None if is_for_a_server else _bundle(config, code)
    record = Record(config.content, config.site)
    refuse = partial(_refused, config, edition, record)
    try:
        with _told_with(templates):
            published = publish(
                config.site, outputs, progress, lambda name: name.startswith(below), refuse, left, bundle, known.faces
            )  # fmt: skip
    except EditionError:
        if decision.is_behind:
            return None
        raise
    record.keep()
    if answers_now := learned.known(code, answers):
        remember(config.site, LEARNED, answers_now)
    if program.seen and program != recall(config.site, PROGRAM, Program):
        remember(config.site, PROGRAM, program)
    if known is not before:
        remember(config.site, KNOWN, remembered(known, units))
    if content.memory and content.memory != memory:
        _remember(config.site, content.memory)
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


@contextmanager
def _told_with(templates: Templates) -> Iterator[None]:
    """Whatever is wrong, and what is wrong in the templates, in one run."""
    try:
        yield
    except EditionError as error:
        raise EditionError(*error.problems, *templates.problems()) from None


def _refused(config: Config, edition: Edition, record: Record, coming: Coming) -> Iterator[Problem]:
    """Why what is coming can't be published."""
    yield from too_much(coming.sizes.items(), config.limits, config.content / "edition.yaml")
    yield from dead_ends(edition.moved, config.content, coming)
    yield from record.problems(coming)


def _bundle(config: Config, code: str) -> Bundle | None:
    if not config.offline:
        return None
    from edition.offline import bundle_for  # here, because most editions ask for none

    return bundle_for(config, code)


def program_of(site: Path, glance: Glance) -> Program:
    """This program; its code is read only where it isn't the one that was read before."""
    look = glance.look()
    seen = mark(look.program) if look.program else b""
    known = recall(site, PROGRAM, Program)
    return known if known and known.seen == seen else Program(seen, code_digest())


def publish_index(config: Config, index: Iterable[Output] | None) -> Published:
    """Bring the search index in `config.site` to this one (None: leave it too), and all else
    stays as it is, where nobody else has written into the site since the last build."""
    record = Record(config.content, config.site)

    def is_left(name: str) -> bool:
        return index is None or not name.startswith(SEARCH_DATA.lstrip("/"))

    def refuse(coming: Coming) -> Iterator[Problem]:
        yield from too_much(coming.sizes.items(), config.limits, config.content / "edition.yaml")
        if coming.is_known:
            yield from record.problems(coming)

    published = publish(config.site, tuple(index or ()), quiet, is_left, refuse, partial(as_left, config.site))
    record.keep()
    return published


def recalled(folder: str) -> Iterator[object]:
    """What the last build of a site kept, step by step: from then on it is at hand for a build in this process."""
    site = Path(folder)
    yield read_ledger(site)
    yield recall(site, MEMORY, Memory)
    yield recall(site, KNOWN, Known)


def _remembered(site: Path) -> Memory | None:
    memory, edits = recall(site, MEMORY, Memory), recall(site, EDITS, Memory)
    return memory.edited(edits) if memory and edits and edits.program == memory.program else memory


def _remember(site: Path, now: Memory) -> None:
    """Keep what was read: as long as that is little, beside what was read before."""
    before = recall(site, MEMORY, Memory)
    edits = now.edits(before) if before and before.program == now.program else now
    if len(edits.articles) * MANY_EDITS < len(now.articles):
        remember(site, EDITS, edits)
    else:
        remember(site, MEMORY, now)
        forget(site, EDITS)


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
