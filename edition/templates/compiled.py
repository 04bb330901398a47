"""Compiled templates, kept where Python keeps compiled modules: `__pycache__` beside them.

Why not with the other state in site/: that may come from a workflow's cache, and must not be
able to bring code.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import CodeType

from edition.fingerprint import digest


class Compiled:
    """Those of one folder."""

    def __init__(self, folder: Path, digests: Mapping[str, str], known: str) -> None:
        self.folder = folder / "__pycache__"
        self.digests = digests
        """Of each template with the text of its frame and parts, which are compiled into it."""
        self.known = known
        """Digest of all that is compiled in besides."""

    def code(self, template: str) -> CodeType | None:
        with suppress(OSError, ValueError, EOFError, TypeError):
            told, code = marshal.loads(self._path(template).read_bytes())
            if told == self._made_from(template) and isinstance(code, CodeType):
                return code
        return None

    def keep(self, template: str, code: CodeType) -> None:
        if sys.dont_write_bytecode or template not in self.digests:
            return
        path = self._path(template)
        fresh = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            fresh.write_bytes(marshal.dumps((self._made_from(template), code)))
            os.replace(fresh, path)

    def _made_from(self, template: str) -> str:
        return digest(self.known, self.digests.get(template, ""))

    def _path(self, template: str) -> Path:
        return self.folder / f"{digest(template)}.{sys.implementation.cache_tag}.jinja"
