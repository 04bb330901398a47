"""What Lighthouse says of five kinds of page, on a slow phone.

The slow phone is simulated from what was measured, but measuring itself suffers on a busy
machine: of up to three runs the best counts, and the second and third are made only where
the one before was not good enough.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import BROWSERS
from tests.quality.samples import Host, Sample, needed, tool

WANTED = {"performance": 99, "accessibility": 100, "best-practices": 100, "seo": 100}
RUNS = 3
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"


@pytest.mark.parametrize("kind", ["home", "article", "person", "archive", "about"])
def test_lighthouse_is_content_with(kind: str, host: Host, in_a_folder: Sample, tmp_path: Path) -> None:
    best: dict[str, int] = {}
    for run in range(RUNS):
        scores, faults = judged(host.url + in_a_folder.kinds[kind], tmp_path / f"{run}.json")
        best = {name: max(best.get(name, 0), score) for name, score in scores.items()}
        if all(best[name] >= wanted for name, wanted in WANTED.items()):
            return
    pytest.fail(f"{best}, wanted {WANTED}; in the last run:\n" + "\n".join(faults), pytrace=False)


def judged(address: str, report: Path) -> tuple[dict[str, int], list[str]]:
    """The scores of one run, and the audits that cost points."""
    chromium = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert chromium, "no browser: apt-get install chromium"
    done = subprocess.run(
        [
            needed("node"), tool("lighthouse/cli/index.js"), address, "--quiet", "--output=json",
            f"--output-path={report}", f"--only-categories={','.join(WANTED)}", f"--chrome-flags={FLAGS}",
        ],
        env={**os.environ, "CHROME_PATH": chromium}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(report.read_text(encoding="utf-8"))
    parts = (part for category in said["categories"].values() for part in category["auditRefs"])
    audits = {part["id"] for part in parts if part["weight"]}
    faults = [
        f"{name}: {audit['title']} {audit.get('displayValue', '')}"
        for name, audit in said["audits"].items()
        if name in audits and audit["score"] is not None and audit["score"] < 0.995
    ]
    return {name: round(category["score"] * 100) for name, category in said["categories"].items()}, faults
