"""What a build says to the person who runs it: its report, and what is wrong, as lines of text."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from edition import budget
from edition.problems import Problem, annotation, count, shown

if TYPE_CHECKING:
    from edition.pipeline import Report

UNHOSTED = "no feeds and no sitemap: they need the site's own address, --base-url or base_url in edition.yaml\n"


def told(problems: Sequence[Problem], site: Path) -> list[str]:
    """The lines that tell all problems, and in GitHub Actions its annotations too."""
    lines = [str(problem) for problem in problems]
    if os.environ.get("GITHUB_ACTIONS") == "true":
        for problem in problems:
            lines.append(annotation("error", problem.message, file=problem.path, line=problem.line))
    lines.append(f"{count(len(problems), 'problem')}; {shown(site)}/ left as it was")
    return lines


def report_text(report: Report, site: Path, seconds: str) -> str:
    return (
        f"{count(report.issues, 'issue')}, {count(report.articles, 'article')}, {count(report.persons, 'person')}, "
        f"{count(report.published.pages, 'page')}\n"
        f"{counts_text(report, seconds)}\n"
        f"{'' if report.hosted else UNHOSTED}"
        f"{shown(site)}/ holds {count(report.published.files, 'file')}, {report.published.size / 1e6:.1f} MB: "
        f"{_weights(report)}.\n"
        f"To read it: make serve, or python3 -m http.server -d {shown(site)}"
    )


def _weights(report: Report) -> str:
    """`articles 3.1 MB, search 1.0 MB, …`"""
    return ", ".join(f"{kind} {budget.told(size)}" for kind, size in report.published.weights)


def counts_text(report: Report, seconds: str) -> str:
    published = report.published
    return (
        f"{len(published.written)} written, {published.unchanged} unchanged, {len(published.removed)} removed "
        f"in {seconds} s"
    )
