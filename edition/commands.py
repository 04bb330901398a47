"""The commands: arguments in, report and exit code out."""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, NoReturn, TextIO

from edition import __version__, addresses
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

EPILOG = """\
A mistake in the content is told as path:line: message, all of them in one run; the
site then stays as it was and the exit code is 1.
"""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a command in the language of `say`."""

    say: Say = str

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, self.say(f"{self.prog}: error: {message}") + "\n")


def parser(say: Say = str) -> argparse.ArgumentParser:
    common = Parser(add_help=False)
    common.add_argument(
        "--content", type=Path, default=Path("content"), metavar="FOLDER", help="the newspaper (default: content)"
    )
    common.add_argument("--quiet", action="store_true", help="say nothing but what is wrong")
    every = Parser(add_help=False, parents=[common])
    every.add_argument(
        "--site", type=Path, default=Path("site"), metavar="FOLDER", help="where the site goes (default: site)"
    )
    shared = Parser(add_help=False, parents=[every])
    shared.add_argument(
        "--base-url",
        metavar="URL",
        help="the site's own address, as https://name.github.io/paper/; wins over base_url in edition.yaml",
    )
    shared.add_argument("--no-search", action="store_true", help="leave the search index out")
    shared.add_argument("--drafts", action="store_true", help="show articles with `status: draft` too")
    top = Parser(
        prog="build.py",
        description="A newspaper's digital edition as a static site.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser(
        "build",
        parents=[shared],
        allow_abbrev=False,  # what was looked at before is what is meant
        help="turn content/ into site/ (the default)",
        description="Turn content/ into site/. Only pages that change are written. Every address that is published "
        "is recorded in content/published/, and one that would close is an error.",
        epilog=EPILOG,
    )
    server = commands.add_parser(
        "serve",
        parents=[shared],
        help="build, serve on this machine, rebuild and reload after every change",
        description="Build, serve the site on 127.0.0.1 under its base path, and watch content, templates "
        "and assets: every change is built and shown in the open browser, and so is every mistake. The search "
        "index follows the pages by itself; the ZIP of the whole edition is left to a build. Ctrl-C ends it when the "
        "site is whole, a second one at once.",
    )
    server.add_argument("--port", type=int, default=8000, help="the first port to try (default: 8000)")
    checker = commands.add_parser(
        "check",
        parents=[every],
        help="read content/ and the built site/, and say what looks wrong",
        description="Read content/ and, where it is built, site/, and say what looks wrong: path:line:column, "
        "level, rule, message. docs/rules.md explains every rule. The exit code is 1 when there is an error.",
    )
    checker.add_argument("--fix", action="store_true", help="mend what is safe: half-width marks, stray spaces")
    checker.set_defaults(base_url=None, no_search=True, drafts=True)
    importer = commands.add_parser(
        "import",
        parents=[common],
        help="turn the extracted text of a printed page, a Word document or the page's PDF into draft articles",
        description="Turn the extracted text of a printed page, or a Word document (*.docx), into draft articles in "
        "the folder of its issue, account for every character, and say which lines are doubtful. What an editor has "
        "changed is never overwritten. Several pages in one file, parted by form feeds, are folios in a row; a page "
        "break of Word begins none. Out of a PDF, whose "
        "libraries `make pdf` installs, come a picture of each page and every article's place on it as well.",
    )
    importer.add_argument(
        "page", type=Path, metavar="PAGE", help="the page's text, *.docx or PDF, or its corrected page-01.labels.txt"
    )
    importer.add_argument("--date", metavar="DATE", help="the issue's date, as 2021-12-12")
    importer.add_argument("--folio", type=int, metavar="N", help="which page of the issue it is (default: 1)")
    people = commands.add_parser(
        "people",
        parents=[common],
        help="propose the persons that articles may declare, and write the accepted ones into them",
        description="Propose, for each article, known names in its text that it doesn't declare, and new names, with "
        "their office as printed and what they do. The proposals go into people-review.txt in the content folder; "
        "with --accept the certain ones, or those that are marked in the file, are written into the articles and "
        "into people.yaml. Nothing else in these files changes.",
    )
    people.add_argument(
        "--accept",
        nargs="?",
        const="",
        metavar="FILE",
        help="write the certain proposals into the articles; with FILE, those marked [x] in it",
    )
    if say is not str:  # argparse itself speaks English
        for one in (top, *commands.choices.values()):
            one.say, one.formatter_class = say, partial(_help, say)
    return top


def _help(say: Say, prog: str) -> argparse.HelpFormatter:
    from edition.helping import Help  # here, because who runs a command asks for no help

    return Help(say, prog)


def run(given: Sequence[str], content: str, out: TextIO, err: TextIO, glance: Glance | None = None) -> int:
    """Run the command that is given in words, for a newspaper; gives its exit code. A build begins with a glance."""
    options = parser(voice_for(Path(content))).parse_args(given)
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
