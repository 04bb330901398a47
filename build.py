#!/usr/bin/env python3
"""Build the newspaper's digital edition: `python build.py --help`."""

import os
import sys


def main() -> int:
    if sys.hexversion < 0x030B0000:  # as the one that macOS has
        return elsewhere(f"Python 3.11 or newer, and this is {sys.version.split()[0]}")
    try:
        from edition.cli import main as command

        return command()
    except ModuleNotFoundError as missing:
        if (missing.name or "edition").startswith("edition"):
            raise
        return elsewhere(
            f"{missing.name}, which is not installed; `make site` installs it, and without make docs/guide.md says how"
        )


def elsewhere(what: str) -> int:
    """Do it with what `make` has put into an environment of its own; where there is none, say `what` is needed."""
    here = os.path.dirname(os.path.abspath(__file__))
    own = f"{here}/.venv/bin/python"
    if os.path.exists(own) and sys.executable != own:
        os.execv(own, [own, os.path.abspath(__file__), *sys.argv[1:]])
    print(f"build.py needs {what}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever calls, as `>&-` does
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        code = 1  # whoever read what is said has left, as `| head` does
    except OSError as error:
        if error.filename:
            raise
        print(f"build.py: {error.strerror or error}", file=sys.stderr)  # what is said goes to a full disk
        code = 1
    except KeyboardInterrupt:
        code = 130  # Ctrl-C, as a shell tells it
    sys.stderr.flush()
    os._exit(code)  # what is left is a million values, which the system takes back at once
