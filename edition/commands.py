"""The commands: arguments in, report and exit code out."""

from __future__ import annotations

import argparse
import gc
import os
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, TextIO

from edition import addresses
from edition.options import parser
from edition.problems import EditionError, Problem, count, shown
from edition.seal import PACKAGE, RECORD, SECONDS, Glance
from edition.telling import COUNTS, counts_text, language_for, problem_line, report_text, told, voice_for
from edition.values import replace
from edition.words.sentences import voice_in

if TYPE_CHECKING:
    from edition.config import Config
    from edition.pipeline import Report
    from edition.words.sentences import Say

ROOT = Path(PACKAGE).parent
"""Where templates/ and assets/ are, beside the package."""


def run(given: Sequence[str], content: str, out: TextIO, err: TextIO, glance: Glance | None = None) -> int:
    """Run the command that is given in words, for a newspaper; gives its exit code. A build begins with a glance."""
    options = parser(partial(voice_for, Path(content))).parse_args(given)
    if glance:
        return run_build(options, out, err, glance)
    return {"serve": run_serve, "check": run_check, "import": run_import, "people": run_people}[options.command](
        options, out, err
    )


def _answered(error: OSError, content: Path) -> Problem:
    """What the system answered of a file; one may be gone between two looks, as files of a checkout are."""
    is_gone = isinstance(error, FileNotFoundError)
    what = "gone in this moment" if is_gone else f"the system says: {error.strerror}; mend that, and save again"
    return Problem(shown(Path(os.fsdecode(error.filename or content))), 0, what)


def run_build(options: argparse.Namespace, out: TextIO, err: TextIO, glance: Glance) -> int:
    say = voice_for(options.content)
    folder = options.site  # which stays as it was where something is wrong

    def refused(problems: Sequence[Problem]) -> int:
        for line in told(problems, folder, say):
            print(line, file=err)
        return 1

    try:
        report = built(options, out, say, glance)
        folder = options.content / RECORD
        new = 0 if options.drafts or addresses.is_workflow() else addresses.record(options.content, options.site)
    except EditionError as error:
        return refused(error.problems)
    except FileNotFoundError as error:
        if not error.filename or not Path(os.fsdecode(error.filename)).is_relative_to(options.content):
            raise  # of anything but the content it is a bug
        return refused([_answered(error, options.content)])
    more = ""
    record = f"{shown(folder)}/"
    if addresses.is_workflow() and not options.drafts and (left := addresses.unrecorded(options.site)):
        lacks = f"{left:,} addresses" if left > 1 else "one address"
        more = f"\n{record} lacks {lacks}: `make site` on your own machine adds them, to commit"
    text = report_text(report, options.site) + more
    again = say(text.replace(COUNTS, counts_text(report.again(), SECONDS)))
    glance.leave(report.published.stamps, again, partial(addresses.in_step, options.content, options.site))
    if not options.quiet:
        print(say(text.replace(COUNTS, counts_text(report, f"{time.monotonic() - glance.begun:.2f}"))), file=out)
        if new:
            added = f"{new:,} more addresses" if new > 1 else "one more address"
            print(say(f"{record} has {added}: commit it with the articles"), file=out)
    return 0


def built(options: argparse.Namespace, out: TextIO, say: Say, glance: Glance) -> Report:
    from edition.pipeline import build  # here, because a wrong configuration needs none of it
    from edition.progress import progress, quiet

    def told_as_it_goes(label: str, total: int) -> AbstractContextManager[Callable[[int], None]]:
        return progress(say(label), total, out)

    return build(config_of(options), quiet if options.quiet else told_as_it_goes, glance)


def run_serve(options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    from edition.indexing import BREATH, Indexer  # here, because a build needs neither watcher nor server
    from edition.news import Outcome, new_pages
    from edition.pipeline import build, publish_index
    from edition.serve import MANY, Change, serve
    from edition.stamps import Listings
    from edition.urls import SEARCH_DATA

    changes: Queue[Change] = Queue()
    indexer = Indexer(options.site, partial(changes.put, None))
    listings = Listings()
    report: Report | None = None
    few = in_step = False
    say = voice_for(options.content)

    def heard(changed: Collection[Path]) -> None:
        nonlocal few
        few = len(changed) < MANY
        listings.changed(changed)

    def build_once(edited: bool) -> Outcome:
        """The pages of what was edited first; other pages follow, and the search index when it is made."""
        nonlocal report, in_step
        was_in_step, in_step = in_step, False
        gc.disable()  # a build only makes values
        try:
            with indexer.pages:
                if not edited and not was_in_step:
                    time.sleep(BREATH)
                begun = time.monotonic()
                config = config_of(options)
                if was_in_step and report and not edited:
                    report = replace(report, published=publish_index(config, indexer.now()))
                else:
                    search, alone = indexer.later if edited else indexer.now, report is not None
                    report = build(config, search=search, listed=listings, alone=alone, text_first=edited and few)
                if not edited:
                    indexer.published()
        except EditionError as error:
            *_, summary = told(error.problems, options.site, say)
            left = "the search index left as it was" if was_in_step else "other pages left as they were"
            follows = say(f"{count(len(error.problems), 'problem')}; {left}")
            lines = [problem_line(problem, say) for problem in error.problems]
            return Outcome(False, summary if edited else follows, tuple(lines))
        except OSError as error:
            # The watching goes on, whatever a disk or another program answers.
            problem = _answered(error, options.content)
            return Outcome(False, told([problem], options.site, say)[-1], (problem_line(problem, say),))
        finally:
            gc.enable()
        in_step = not report.behind
        new = (*report.published.written, *report.published.removed)
        of_pages = [path for path in new if not path.startswith(SEARCH_DATA.lstrip("/"))]
        summary = say(counts_text(report, f"{time.monotonic() - begun:.2f}"))
        return Outcome(True, summary, (), new_pages(of_pages), len(of_pages) < len(new), report.behind)

    try:
        base_path = config_of(options).base_path
    except EditionError:
        base_path = "/"  # the server starts all the same, and shows what is wrong
    watched = (options.content, ROOT / "templates", ROOT / "assets")
    try:
        with indexer:
            serve(
                build_once,
                site=options.site, watched=watched, base_path=base_path, port=options.port, out=out,
                changes=changes, told=heard, say=say,
            )
    except EditionError as error:
        for problem in error.problems:
            print(problem_line(problem, say), file=err)
        return 1
    if indexer.behind:
        print(say("a search doesn't find the newest changes yet; a build mends that"), file=out)
    return 0


def run_check(options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    from edition import check  # here, because a build checks nothing

    language = language_for(options.content)
    say = voice_in(language)
    made: tuple[check.Finding, ...] = ()
    refused: tuple[check.Finding, ...] = ()
    try:
        config = config_of(options)
    except EditionError as error:
        found, built = check.problems_found(error, language), False
    else:
        if options.fix:
            made, refused = check.fix_content(config, language)
        built = config.site.is_dir()
        found = (*refused, *check.check_content(config, language))
        if built:
            found += check.check_site(config, language)
    shown_levels = ("error", "warning") if options.quiet else check.LEVELS
    lines = [] if options.quiet else [say(line) for line in check.fixes_told(made)]
    lines += check.told(
        (finding for finding in found if finding.level in shown_levels), os.environ.get("GITHUB_ACTIONS") == "true"
    )
    if not options.quiet:
        where = shown(options.content) + "/" + (f" and {shown(options.site)}/" if built else "")
        fixed = f"{count(sum(len(finding.edits) for finding in made), 'change')} made; " if options.fix else ""
        lines.append(say(f"{fixed}{check.counts(found)} in {where}"))
    for line in lines:
        print(line, file=out)
    return int(any(finding.level == "error" for finding in found))


def run_import(options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    from edition.dates import parse_day
    from edition.importer import import_page, report_lines  # here, because a build imports no page
    from edition.state import refusals_told

    say = voice_for(options.content)
    try:
        issue = parse_day(options.date) if options.date else None
    except ValueError as error:
        print(f"--date: {say(str(error))}", file=err)
        return 1
    if options.folio is not None and not 1 <= options.folio <= 99:
        print(f"--folio: {say(f'a folio is a number from 1 to 99, not {options.folio}')}", file=err)
        return 1
    try:
        with refusals_told(options.page):
            imported = import_page(options.page, options.content, issue, options.folio)
    except EditionError as error:
        return nothing_written(error, say, err)
    for each in imported if not options.quiet else ():
        for line in report_lines(each):
            print(say(line), file=out)
    refused = [problem for each in imported for problem in each.refused]
    for problem in refused:
        print(problem_line(problem, say), file=err)
    return int(bool(refused))


def run_people(options: argparse.Namespace, out: TextIO, err: TextIO) -> int:
    from edition.persons import desk  # here, because a build proposes nobody

    say = voice_for(options.content)
    try:
        if options.accept is None:
            done = desk.review_people(options.content)
        elif options.accept:
            done = desk.accept_review(options.content, Path(options.accept))
        else:
            done = desk.accept_certain(options.content)
    except EditionError as error:
        return nothing_written(error, say, err)
    for line in () if options.quiet else desk.report_lines(done):
        print(say(line), file=out)
    return 0


def nothing_written(error: EditionError, say: Say, err: TextIO) -> int:
    """Tell the problems of a command that writes into the content; gives its exit code."""
    for problem in error.problems:
        print(problem_line(problem, say), file=err)
    print(say(f"{count(len(error.problems), 'problem')}; nothing was written"), file=err)
    return 1


def config_of(options: argparse.Namespace) -> Config:
    """The configuration; raise EditionError with its problems and those of the content."""
    from edition.config import load_config
    from edition.pipeline import problems_without_config

    try:
        return load_config(
            options.content,
            options.site,
            ROOT,
            base_url=options.base_url,
            search=not options.no_search,
            drafts=options.drafts,
        )
    except EditionError as error:
        raise EditionError(*error.problems, *problems_without_config(options.content)) from None
