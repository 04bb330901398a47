"""What may be typed behind build.py: commands and options, what each is for, and what is wrong with another."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NoReturn

from edition import __version__
from edition.words.sentences import Say

Voice = Callable[[], Say]
"""Finds out in which language to speak."""

EPILOG = """\
A mistake in the content is told as path:line: message, all of them in one run; the
site then stays as it was and the exit code is 1.
"""


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a command."""

    voice: Voice

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, self.voice()(f"{self.prog}: error: {message}") + "\n")


def parser(voice: Voice = lambda: str) -> argparse.ArgumentParser:
    """Of every command; `voice` is asked for where there is something to say."""
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
    for one in (top, *commands.choices.values()):
        one.voice, one.formatter_class = voice, partial(_help, voice, one.formatter_class)
    return top


def _help(voice: Voice, of_argparse: Callable[..., argparse.HelpFormatter], prog: str) -> argparse.HelpFormatter:
    say = voice()
    if say is str:  # as argparse itself speaks
        return of_argparse(prog=prog)
    from edition.helping import Help  # here, because who runs a command asks for no help

    return Help(say, prog)
