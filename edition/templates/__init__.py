"""Pages to text; the only room that knows Jinja2.

A template sees `site` and `page`, two frozen values, and the filters in FILTERS. Content
never becomes template source: it only passes through as a value, and is escaped.

What a template was compiled to is kept, and to run most of it needs nothing of Jinja2 (`bare`):
so that is imported where a template is new, or does more, or fails.
"""

from __future__ import annotations

import sys
import time
from binascii import b2a_base64
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from edition.fingerprint import digest, template_digests, template_texts
from edition.problems import EditionError, Problem
from edition.stamps import are_settled, listings_below
from edition.templates.bare import Context, is_bare, root_of
from edition.templates.compiled import Compiled
from edition.templates.filters import FILTERS, breakable, headline_html
from edition.templates.named import Shown
from edition.values import freeze
from edition.views import Page, Site

if TYPE_CHECKING:
    from edition.templates.straight import Straight

EARLY_SCRIPT = "parts/early.js"
"""Runs before first paint: text size and light or dark, as the reader left them."""


class Ready(NamedTuple):
    """A template that was used."""

    root: Callable[[Context], Iterable[str]]
    context: Context
    """Filled anew for every page."""


class Templates:
    """The templates of one folder, for one site."""

    def __init__(self, folder: Path, site: Site, code: str = "") -> None:
        """`code` is a digest of the program that makes the pages."""
        self.folder = folder
        path = folder / EARLY_SCRIPT
        early = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
        self.known = {"early_script": Markup(early), "csp": content_security_policy(early), "site": site}
        """What every template sees besides its page."""
        texts = template_texts(folder)
        self._texts = {name: whole[name] for name, whole in texts.items()}
        self.digests, self.shows = template_digests(texts), Shown(texts)
        self._compiled = Compiled(folder, self.digests, digest(freeze(site), early, code, sys.version))
        self._straight: Straight | None = None
        self._ready: dict[str, Ready] = {}

    def render(self, template: str, page: Page) -> bytes:
        """One page; raise EditionError with the template's line where it fails."""
        try:
            root, context = self._ready.get(template) or self._made_ready(template)
            context.vars.clear()
            context.parent["page"] = page
            return "".join(root(context)).encode()
        except Exception:
            self.render_in_parts(template, page)
            if problems := self.problems():  # in a part that this page does not show
                raise EditionError(*problems) from None
            raise

    def _made_ready(self, template: str) -> Ready:
        code = self._compiled.code(template)
        if code is None:
            code = self.straight.compiled(template)
            self._compiled.keep(template, code)
        ready = Ready(root_of(code), Context(dict(self.known))) if is_bare(code) else Ready(*self.straight.ready(code))
        self._ready[template] = ready
        return ready

    @property
    def straight(self) -> Straight:
        """Compiles what wasn't before, and runs what isn't bare."""
        if not self._straight:
            from edition.templates.straight import Straight  # here, because most builds need no Jinja2

            self._straight = Straight(self.folder, self._texts, self.known)
        return self._straight

    def render_in_parts(self, template: str, page: Page) -> bytes:
        """The same page, slower, from templates whose lines are those of their files."""
        from edition.templates.alone import render  # here, as above

        return render(self.folder, self.known, template, page)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the templates by their text alone."""
        from edition.templates.alone import problems  # here, as above

        return problems(self.folder, self.known)


_AT_HAND: list[tuple[tuple[object, ...], Templates]] = []
"""Those of the last build of this process, with what they were made from."""


def templates_for(folder: Path, site: Site, code: str) -> Templates:
    """`Templates`; in a process that builds again and again, those of the last build as long as no file
    of theirs has changed."""
    begun = time.time_ns()
    files = listings_below(str(folder))
    made_from = folder, site, code, files
    if _AT_HAND and _AT_HAND[0][0] == made_from:
        return _AT_HAND[0][1]
    templates = Templates(folder, site, code)
    _AT_HAND[:] = [(made_from, templates)] if are_settled(files, begun) else []
    return templates


def content_security_policy(early_script: str) -> str:
    """For the meta element that stands first in every head: nothing from elsewhere, and
    no script in the page but `early_script`."""
    allowed = b2a_base64(sha256(early_script.encode()).digest(), newline=False).decode()
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{allowed}'",
            "style-src 'self'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self'",
            "font-src 'self'",
            "form-action 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
        )
    )


__all__ = ["FILTERS", "Shown", "Templates", "breakable", "headline_html", "templates_for"]
