#!/usr/bin/env python3
"""Build the newspaper's digital edition: `python build.py --help`."""

import os
import sys

from edition.cli import main

if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # what is left is a million values, which the system takes back at once
