"""What a command says to the person who runs it: its report, and what is wrong, in which language."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from edition import budget
from edition.patterns import pattern
from edition.problems import Problem, annotation, count, shown
from edition.seal import SPOKEN
from edition.values import replace
from edition.words.sentences import Say, spoken, voice_in

if TYPE_CHECKING:
    from edition.pipeline import Report

_LANGUAGE = pattern(r"""^["']?(?:language|语言)["']?[ \t]*:[ \t]*["']?([A-Za-z-]+)""", re.MULTILINE)

_NONE = ("", "C", "POSIX")
"""Languages that nobody speaks."""

COUNTS = "{counts}"
UNHOSTED = "no feeds and no sitemap: they need the site's own address, --base-url or base_url in edition.yaml\n"


def language_for(content: Path) -> str:
    """`zh` or `en`, in which a person is told about a newspaper: what the system says that they speak, as
    other programs take it, else the language of the newspaper. A workflow speaks none. English where
    no Chinese can be printed, as into a file or a pipe on Windows in the West.

    The newspaper's language is looked for, and edition.yaml not read: it may be what is wrong.
    """
    if not _prints_chinese():
        return "en"
    for name in SPOKEN:
        if (wanted := os.environ.get(name, "")).partition(".")[0] not in _NONE:
            return spoken(wanted)
    path = content / "edition.yaml"
    try:
        text = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else "language: en"
    except OSError:
        text = ""
    found = _LANGUAGE.search(text)
    return spoken(found[1]) if found else "zh"


def _prints_chinese() -> bool:
    try:
        "报".encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        return False
    return True


def voice_for(content: Path) -> Say:
    """Says what there is to say about a newspaper, in the language of `language_for`."""
    return voice_in(language_for(content))


def problem_line(problem: Problem, say: Say) -> str:
    """`path:line: message`"""
    return str(replace(problem, message=say(problem.message)))


def told(problems: Sequence[Problem], folder: Path, say: Say) -> list[str]:
    """The lines that tell all problems of a folder, which is as it was, and in GitHub Actions its annotations too."""
    lines = [problem_line(problem, say) for problem in problems]
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for problem in problems:
            lines.append(annotation("error", say(problem.message), file=problem.path, line=problem.line))
    lines.append(say(f"{count(len(problems), 'problem')}; {shown(folder)}/ left as it was"))
    return lines


def report_text(report: Report, site: Path) -> str:
    """With COUNTS where the line of `counts_text` is to be."""
    sizes = report.published.sizes
    return (
        f"{count(report.issues, 'issue')}, {count(report.articles, 'article')}, {count(report.persons, 'person')}, "
        f"{count(report.published.pages, 'page')}\n"
        f"{COUNTS}\n"
        f"{_left_out(report.drafts)}"
        f"{'' if report.hosted else UNHOSTED}"
        f"{shown(site)}/ holds {count(len(sizes), 'file')}, {sum(sizes.values()) / 1e6:.1f} MB: "
        f"{_weights(sizes)}.\n"
        f"To read it: make serve, or python3 -m http.server -d {shown(site)}"
    )


def _left_out(drafts: int) -> str:
    return f"{count(drafts, 'draft')} not published: `status: public` in an article publishes it\n" if drafts else ""


def _weights(sizes: Mapping[str, int]) -> str:
    """`articles 3.1 MB, search 1.0 MB, …`"""
    return ", ".join(f"{kind} {budget.readable(size)}" for kind, size in budget.weights(sizes.items()))


def counts_text(report: Report, seconds: str) -> str:
    published = report.published
    return (
        f"{len(published.written)} written, {published.unchanged} unchanged, {len(published.removed)} removed "
        f"in {seconds} s"
    )
