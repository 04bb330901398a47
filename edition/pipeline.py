"""The whole build on one screen.

    edition.yaml ── load_config ─▶ Config
    content/**   ── read_content ▶ Content ── assemble ─▶ Edition ── plan_pages ─▶ Planned…
                                                              │                        │
    templates/, edition/*.py ── digests ──────────────────────┼── page_output ─────────┤
    assets/ ── asset_outputs ─────────────────────────────────┼────────────────────────┤
                                                search_outputs┘                        ▼
                                                                        Output… ── publish ─▶ site/

Everything before `publish` is pure but for reading files, and runs on every build;
only what is new by its fingerprint is made and written.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from edition.assemble import assemble
from edition.config import Config, shown
from edition.content import read_content
from edition.fingerprint import code_digest, digest, template_digests
from edition.model import Edition
from edition.output import Files, Output, Published, publish
from edition.plan import Planned, PlannedFile, PlannedPage, plan_pages, site_view
from edition.problems import EditionError, Problem
from edition.progress import Progress, quiet
from edition.records import records_of
from edition.search import ENGINE, catalogue_files, engine_files, plan_shards, shard_files
from edition.templates import EARLY_SCRIPT, Templates
from edition.tokens import AS_PRINTED
from edition.urls import path_of
from edition.values import Value, freeze
from edition.variants import simplified


class Report(Value, frozen=True):
    """What one build gave."""

    published: Published
    issues: int
    articles: int
    persons: int
    pages: int


def build(config: Config, progress: Progress = quiet) -> Report:
    """Bring `config.site` to what content, templates, assets and code say; raise
    EditionError with every problem, and then leave the site as it was."""
    site = site_view(config)
    templates = Templates(config.templates, site)
    try:
        content = read_content(config.content)
        edition = assemble(content, config.drafts)
        planned = plan_pages(config, edition, content.about)
    except EditionError as error:
        raise EditionError(*error.problems, *templates.problems()) from None
    code = code_digest()
    outputs = [*page_outputs(templates, planned, code), *asset_outputs(config.assets)]
    if config.search:
        outputs += search_outputs(edition, simplified() if config.fold_variants else AS_PRINTED)
    published = publish(config.site, outputs, progress)
    return Report(
        published,
        len(edition.issues),
        sum(len(issue.articles) for issue in edition.issues),
        len(edition.persons),
        sum(isinstance(page, PlannedPage) for page in planned),
    )


def problems_without_config(content: Path) -> tuple[Problem, ...]:
    """What else is wrong when edition.yaml can't be read, so that one run tells all."""
    try:
        assemble(read_content(content))
    except EditionError as error:
        return error.problems
    return ()


def page_outputs(templates: Templates, planned: tuple[Planned, ...], code: str) -> Iterator[Output]:
    digests = template_digests(templates.folder)
    common = digest(code, freeze(templates.site), digests.get(EARLY_SCRIPT, ""))
    for page in planned:
        path = path_of(page.url)
        if isinstance(page, PlannedFile):
            yield Output(path, digest(code, page.fingerprint), _one(path, page.make))
            continue
        if page.template not in digests:
            raise EditionError(Problem(shown(templates.folder / page.template), 0, "this template is missing"))
        fingerprint = digest(common, digests[page.template], page.template, freeze(page.view))
        yield Output(path, fingerprint, _one(path, _renderer(templates, page)))


def _renderer(templates: Templates, page: PlannedPage) -> Callable[[], bytes]:
    return lambda: templates.render(page.template, page.view)


def _one(path: str, make: Callable[[], bytes]) -> Callable[[], Files]:
    return lambda: [(path, make())]


def asset_outputs(assets: Path) -> Iterator[Output]:
    """assets/ as it is; dot files and symbolic links are left out.

    Why not names with a digest of the content: a change of the style sheet would then
    rewrite every page of decades, to save readers ten minutes of an old one.
    """
    for folder, folders, files in os.walk(assets):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if name.startswith(".") or path.is_symlink():
                continue
            data = path.read_bytes()
            target = "assets/" + path.relative_to(assets).as_posix()
            yield Output(target, digest(data), partial(_same, target, data))
    yield Output(".nojekyll", "", partial(_same, ".nojekyll", b""))


def search_outputs(edition: Edition, variants: Mapping[str, str]) -> Iterator[Output]:
    """The search index. A shard's name tells all that is in it, so it is its fingerprint."""
    shards = plan_shards(records_of(edition), variants)
    for shard in shards:
        yield Output(f"search/{shard.name}/", shard.name, partial(shard_files, shard, variants), elsewhere=True)
    for path, data in catalogue_files(shards, variants):
        yield Output(path, digest(data), partial(_same, path, data))
    yield Output("search/engine/", ENGINE, engine_files)


def _same(path: str, data: bytes) -> Files:
    return [(path, data)]
