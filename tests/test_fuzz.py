"""Any bytes whatever are read or refused; the laws stand in tests/fuzz.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attacks import read_attacks
from tests.fuzz import TARGETS, WORDS

PIECES = st.sampled_from(WORDS) | st.sampled_from(read_attacks()) | st.text(max_size=8)
TEXTS = st.lists(PIECES, max_size=12).map("".join)
ARTICLES = st.tuples(TEXTS, TEXTS).map(lambda parts: f"---\nheadline: 标题\n{parts[0]}\n---\n{parts[1]}\n")
NAMES = st.lists(st.sampled_from(("01-01", "01-02-", "02-01", "")).flatmap(
    lambda start: TEXTS.map(lambda text: f"{start}{text[:30]}.md")), max_size=4).map("\n".join)  # fmt: skip
BYTES = (TEXTS | ARTICLES | NAMES).map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=80)


@pytest.mark.parametrize("target", TARGETS)
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(data=BYTES)
def test_no_bytes_break_the_law(target: str, data: bytes) -> None:
    TARGETS[target](data)


def test_a_name_that_is_a_path_is_written_nowhere(tmp_path: Path) -> None:
    TARGETS["file_names"](f"{tmp_path}/01-01.md".encode())
    assert not list(tmp_path.iterdir())
