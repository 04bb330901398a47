"""The same newspaper gives the same bytes, wherever, whenever and by whomever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import toy
from tests.conftest import ROOT, SEED

HERE = {"PYTHONHASHSEED": "1", "TZ": "<-12>12", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONDEVMODE": "1"}
"""Where Python tells of every file that nobody has closed, and the like."""
THERE = {"PYTHONHASHSEED": "4294967295", "TZ": "<+14>-14", "LC_ALL": "C.UTF-8", "PYTHONOPTIMIZE": "1"}
MANY = {
    f"1999/{month:02}-{day:02}/01-01": toy.article(
        f"第{day}日的标题",
        f"市长张{month}民说，今年第{month}月很好。",
        persons=[f"张{month}民"],
        byline="记者 李四",
        genre="消息",
    )
    for month in range(1, 10)
    for day in range(1, 26)
}
"""So many articles that reading and making them is shared among processes."""


def built(folder: Path, environment: dict[str, str], umask: int, *, backwards: bool, alone: bool) -> dict[str, bytes]:
    """The files of a site that a copy of the program in `folder` makes of a copy of the content;
    `alone` on one processor."""
    program = folder / "programme"
    for part in ("edition", "templates", "assets", "content"):
        copy(SEED if part == "content" else ROOT / part, program / part, backwards)
    places = sorted(MANY, reverse=backwards)
    toy.newspaper(program / "content", {place: MANY[place] for place in places}, edition="")
    shutil.copy(ROOT / "build.py", program)
    done = subprocess.run(
        [sys.executable, program / "build.py", "build", "--base-url", "https://example.org/paper/"],
        cwd=program, env={**os.environ, **environment}, umask=umask, capture_output=True, text=True, check=False,
        preexec_fn=on_one_processor if alone and hasattr(os, "sched_setaffinity") else None,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    return toy.files_of(program / "site")


def on_one_processor() -> None:
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def copy(source: Path, target: Path, backwards: bool) -> None:
    """File by file, so that the disk gives them in another order."""
    for path in sorted(source.rglob("*"), reverse=backwards):
        if path.is_file() and "__pycache__" not in path.parts:
            (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target / path.relative_to(source))


def test_two_machines_build_the_same_bytes_with_their_search(tmp_path: Path) -> None:
    one = built(tmp_path / "a", HERE, 0o022, backwards=False, alone=True)
    other = built(tmp_path / "哪里 都行/b", THERE, 0o077, backwards=True, alone=False)
    assert sorted(one) == sorted(other)
    assert [path for path in one if one[path] != other[path]] == []
    assert any(path.endswith(".pf_fragment") for path in one)
