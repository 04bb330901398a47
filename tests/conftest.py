"""What several tests share: the seed built once, a browser opened once."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from edition.config import load_config
from edition.pipeline import Report, build
from edition.problems import EditionError, Problem
from edition.words.sentences import voice_in

# A machine that does something else meanwhile is slow, and not wrong.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "tests/fixtures/seed"
"""The sample edition once more, so that a fork without it still passes its tests."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Built:
    """A site that was built, and what the build reported."""

    site: Path
    report: Report

    def page(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")


@pytest.fixture(scope="session", autouse=True)
def on_a_machine_of_ones_own() -> Iterator[None]:
    """A workflow sets CI, and then a build writes no addresses down: whoever tests that, sets it. What is
    told is told in English, as the program itself says it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("CI", raising=False)
        patch.setenv("LANGUAGE", "en")
        yield


@pytest.fixture(scope="session", autouse=True)
def every_problem_is_told_in_chinese_too() -> Iterator[None]:
    """Whatever the tests make a build complain of has its sentence in the table, or it would reach an
    editor in English; but what Jinja2 says of a template."""
    say = voice_in("zh")
    seen: set[str] = set()
    begin = EditionError.__init__

    def noted(error: EditionError, *problems: Problem) -> None:
        begin(error, *problems)
        seen.update(problem.message for problem in problems if "templates/" not in problem.path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EditionError, "__init__", noted)
        yield
    assert [message for message in sorted(seen) if say(message) == message] == []


@pytest.fixture(scope="session")
def gold() -> dict[str, Any]:
    """The correct edition of the front page, cut by hand."""
    loaded: dict[str, Any] = json.loads((ROOT / "tests/fixtures/front-page.gold.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample edition, built with a host of its own and search."""
    site = tmp_path_factory.mktemp("seed") / "site"
    config = load_config(SEED, site, ROOT, base_url="https://example.org/repo/x/")
    return Built(site, build(config))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, or whatever Chromium this machine has; its absence fails the test."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, f"these tests need a browser: install one of {', '.join(BROWSERS)}"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
        )
        yield opened
        opened.close()
