#!/usr/bin/env python3
"""Build the newspaper's digital edition: `python build.py --help`."""

import os
import sys


def main() -> int:
    try:
        from edition.cli import main as command

        return command()
    except ModuleNotFoundError as missing:
        if (missing.name or "edition").startswith("edition"):
            raise
        # `make` has put the libraries into an environment of their own.
        here = os.path.dirname(os.path.abspath(__file__))
        own = f"{here}/.venv/bin/python"
        if os.path.exists(own) and sys.executable != own:
            os.execv(own, [own, os.path.abspath(__file__), *sys.argv[1:]])
        how = "`make site` installs it, and without make docs/guide.md says how"
        print(f"build.py needs {missing.name}, which is not installed; {how}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        code = 1  # whoever read what is said has left, as `| head` does
    sys.stderr.flush()
    os._exit(code)  # what is left is a million values, which the system takes back at once
