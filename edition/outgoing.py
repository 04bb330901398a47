"""What goes into site/, as outputs: the pages of every unit, the assets, the search index."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from edition.config import SYMLINK
from edition.content import Whole
from edition.fingerprint import digest
from edition.making import Output, Part
from edition.model import Edition
from edition.plan import PlannedFile, PlannedLater, Unit
from edition.problems import EditionError, Problem, shown
from edition.state import read_ledger
from edition.templates import EARLY_SCRIPT, Templates
from edition.urls import path_of
from edition.values import freeze

if TYPE_CHECKING:
    from edition.search import Shard
    from edition.shards import Published, Replaced

    Make = Callable[[Shard, Mapping[str, str]], Iterable[tuple[str, bytes]]]


def page_outputs(
    templates: Templates, units: Iterable[Unit], common: str, digests: Mapping[str, str]
) -> Iterator[Output]:
    """The pages of every unit. A page's fingerprint holds its template and its view."""
    early = digests.get(EARLY_SCRIPT, "")
    prefixes = {name: digest(common, early, name, told) for name, told in digests.items()}

    def parts(unit: Unit) -> Iterator[Part]:
        for page in unit.plan():
            path = path_of(page.url)
            if isinstance(page, PlannedFile):
                yield Part(path, digest(common, page.fingerprint), page.make, page.url, page.source)
                continue
            prefix = prefixes.get(page.template, "")
            if isinstance(page, PlannedLater):
                yield Part(path, digest(prefix, page.fingerprint), partial(later, page), page.url, page.source)
                continue
            make = partial(templates.render, page.template, page.view)
            yield Part(path, digest(prefix, freeze(page.view)), make, page.url, page.source)

    def later(page: PlannedLater) -> bytes:
        return templates.render(page.template, page.view())

    for unit in units:
        yield Output(unit.name, unit.fingerprint, partial(parts, unit), faces=unit.faces)


def asset_outputs(assets: Path) -> Iterator[Output]:
    """assets/ as it is, but for dot files; raise EditionError: symbolic links are in it.

    Why not leave links out: what is missing then, a style sheet perhaps, nobody is told.

    Why not names with a digest of the content: a change of the style sheet would then
    rewrite every page of decades, to save readers ten minutes of an old one.
    """
    links: list[Path] = []
    for folder, folders, files in os.walk(assets):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links += [Path(folder, name) for name in folders if Path(folder, name).is_symlink()]
        for name in sorted(files):
            path = Path(folder, name)
            if name.startswith("."):
                continue
            if path.is_symlink():
                links.append(path)
                continue
            data = path.read_bytes()
            target = "assets/" + path.relative_to(assets).as_posix()
            yield _file(target, data)
    if links:
        raise EditionError(*[Problem(shown(path), 0, SYMLINK) for path in links])
    yield _file(".nojekyll", b"")


def search_outputs(site: Path, edition: Edition, whole: Whole, variants: Mapping[str, str]) -> Iterator[Output]:
    """The search index of an edition, to be published in `site`."""
    from edition.records import records_of  # here, because a build without search needs none of it
    from edition.search import plan_shards
    from edition.shards import shard_files

    make = partial(shard_files, published=partial(published_shards, site))
    yield from index_outputs(plan_shards(records_of(edition, whole), variants), variants, make, {})


def index_outputs(
    shards: Sequence[Shard], variants: Mapping[str, str], make: Make, replaced: Replaced
) -> Iterator[Output]:
    """The search index. A shard's name tells all that is in it, so it is its fingerprint.

    `make` gives the files of a shard.
    """
    from edition.pagefind_files import fragment_path
    from edition.search import recipe
    from edition.shards import FOLDER, catalogue_files, engine_files, folder_of

    def parts(shard: Shard) -> Iterator[Part]:
        texts = {folder_of(shard) + fragment_path(place): text for place, text in enumerate(shard.texts)}
        for path, data in make(shard, variants):
            yield Part(path, texts.get(path, ""), partial(bytes, data), f"/{path}")

    for shard in shards:
        yield Output(folder_of(shard), partial(str, shard.name), partial(parts, shard), elsewhere=True)
    for path, data in catalogue_files(shards, variants, replaced):
        yield _file(path, data)
    yield _files(f"{FOLDER}engine/", recipe(), engine_files)


def published_shards(site: Path) -> Iterator[Published]:
    """The shards that were published last. What is in them, the ledger says."""
    from edition.pagefind_files import fragment_path
    from edition.shards import FOLDER, Published

    for name, line in read_ledger(site).lines.items():
        if name.startswith(FOLDER) and name.endswith("/"):
            files = {file.path.removeprefix(name): file for file in line.files}
            paths = map(fragment_path, range(len(files)))
            texts = [files[path].fingerprint for path in takewhile(files.__contains__, paths)]
            if texts:
                yield Published(site / name, tuple(texts), {path: file.digest for path, file in files.items()})


def _file(path: str, data: bytes) -> Output:
    return _files(path, digest(data), lambda: [(path, data)])


def _files(name: str, fingerprint: str, make: Callable[[], Iterable[tuple[str, bytes]]]) -> Output:
    def parts() -> Iterator[Part]:
        for path, data in make():
            yield Part(path, "", partial(bytes, data), f"/{path}")

    return Output(name, partial(str, fingerprint), parts)
