"""The samples, built once for all checks of quality."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.quality.samples import Host, Sample, published, write_content


@pytest.fixture(scope="session")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_content(tmp_path_factory.mktemp("quality") / "content")


@pytest.fixture(scope="session")
def in_a_folder(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """Where GitHub Pages puts a repository's site."""
    return published(content, tmp_path_factory.mktemp("folder"), "/repo/x/")


@pytest.fixture(scope="session")
def at_the_root(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return published(content, tmp_path_factory.mktemp("root"), "/")


@pytest.fixture(scope="session")
def in_english(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    return published(ROOT / "tests/fixtures/english", tmp_path_factory.mktemp("english"), "/repo/x/")


@pytest.fixture(scope="session")
def host(in_a_folder: Sample) -> Iterator[Host]:
    server = Host(in_a_folder)
    yield server
    server.shutdown()
