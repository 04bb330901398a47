"""Pages to text; the only room that knows Jinja2.

A template sees `site` and `page`, two frozen values, and the filters in FILTERS. Content
never becomes template source: it only passes through as a value, and is escaped.
"""

from __future__ import annotations

import time
import traceback
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup

from edition.fingerprint import digest, template_digests, template_texts
from edition.problems import EditionError, Problem, shown
from edition.stamps import are_settled, listings_below
from edition.templates.filters import FILTERS, breakable, headline_html
from edition.templates.named import Shown
from edition.templates.straight import FIELDS, Compiled, Straight, Whole, escaped
from edition.values import freeze
from edition.views import Page, Site

Environment = TypeVar("Environment", bound=jinja2.Environment)

EARLY_SCRIPT = "parts/early.js"
"""Runs before first paint: text size and light or dark, as the reader left them."""


class Templates:
    """The templates of one folder, for one site."""

    def __init__(self, folder: Path, site: Site, code: str = "") -> None:
        """`code` is a digest of the program that makes the pages."""
        self.folder = folder
        self.site = site
        self.environment = self._environment(Straight, Whole(folder))
        self.environment.known = {**self.environment.globals, "site": site}
        known = digest(freeze(site), str(self.environment.globals["early_script"]), code)
        texts = template_texts(folder)
        self.digests, self.shows = template_digests(texts), Shown(texts)
        self.environment.bytecode_cache = Compiled(folder, self.digests, known)
        self.environment.escaped, self.environment.fields = escaped, FIELDS
        self.contexts: dict[str, Context] = {}
        """Of each template that was used, filled anew for every page."""

    def _environment(self, kind: type[Environment], loader: jinja2.BaseLoader) -> Environment:
        environment = kind(
            loader=loader,
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        path = self.folder / EARLY_SCRIPT
        early = path.read_text(encoding="utf-8").strip() if path.is_file() else ""
        environment.filters.update(FILTERS)
        environment.globals.update(early_script=Markup(early), csp=content_security_policy(early))
        return environment

    def render(self, template: str, page: Page) -> bytes:
        """One page; raise EditionError with the template's line where it fails."""
        try:
            found = self.environment.get_template(template)
            if template not in self.contexts:
                around = {**self.environment.globals, "site": self.site}
                self.contexts[template] = found.new_context(around, shared=True)
            context = self.contexts[template]
            context.vars.clear()
            context.parent["page"] = page
            return "".join(found.root_render_func(context)).encode()
        except (jinja2.TemplateError, AttributeError, UnicodeDecodeError, RecursionError):
            self.render_in_parts(template, page)
            raise

    def render_in_parts(self, template: str, page: Page) -> bytes:
        """The same page, slower, from templates whose lines are those of their files."""
        environment = self._environment(jinja2.Environment, jinja2.FileSystemLoader(self.folder))
        try:
            return environment.get_template(template).render(site=self.site, page=page).encode()
        except jinja2.TemplateSyntaxError as error:
            path = shown(self.folder / (error.name or template))
            raise EditionError(Problem(path, error.lineno, error.message or "not a template")) from None
        except jinja2.TemplateNotFound as error:
            raise EditionError(Problem(shown(self.folder / str(error.name)), 0, "there is no such template")) from None
        except UnicodeDecodeError:
            raise EditionError(*self.problems()) from None
        except RecursionError:
            raise EditionError(Problem(shown(self.folder / template), 0, "includes itself without an end")) from None
        except jinja2.UndefinedError as error:
            path, line = self._place(error, template)
            message = f"{error.message}; see {type(page).__name__} in edition/views.py for what this page may show"
            raise EditionError(Problem(path, line, message)) from None

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the templates by their text alone."""
        found: list[Problem] = []
        environment = self._environment(jinja2.Environment, jinja2.FileSystemLoader(self.folder))
        for name in environment.list_templates(["html"]):
            try:
                environment.get_template(name)
            except jinja2.TemplateSyntaxError as error:
                found.append(
                    Problem(shown(self.folder / (error.name or name)), error.lineno, error.message or "not a template")
                )
            except UnicodeDecodeError as error:
                line = error.object[: error.start].count(b"\n") + 1
                found.append(Problem(shown(self.folder / name), line, "not UTF-8; save the file as UTF-8"))
        return tuple(found)

    def _place(self, error: Exception, template: str) -> tuple[str, int]:
        """The innermost line of a template in a traceback (Jinja2 puts them there)."""
        inside = str(self.folder.resolve())
        frames = traceback.extract_tb(error.__traceback__)
        for frame in reversed(frames):
            if str(Path(frame.filename).resolve()).startswith(inside):
                return shown(Path(frame.filename)), frame.lineno or 0
        return shown(self.folder / template), 0


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
    allowed = b64encode(sha256(early_script.encode()).digest()).decode()
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


__all__ = ["FILTERS", "Shown", "Templates", "breakable", "content_security_policy", "headline_html", "templates_for"]
