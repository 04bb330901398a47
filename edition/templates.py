"""Pages to text; the only module that knows Jinja2.

A template sees `site` and `page`, two frozen values, and the filters in FILTERS. Content
never becomes template source: it only passes through as a value, and is escaped.

A page holds a hundred values, and Jinja2 as it comes looks each of them up and escapes
it in Python. So templates are compiled a little straighter here: parts stand in the place
of their `include` and blocks in the frame that they fill, what `site` says is text like any
other, since it is the same on every page, and a field is read as Python reads it. That
makes a page in a third of the time. A page that fails is made once more by Jinja2 alone,
which knows the line; and a test holds both ways to the same bytes.
"""

from __future__ import annotations

import os
import re
import sys
import time
import traceback
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from keyword import iskeyword
from pathlib import Path
from typing import TypeVar

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from edition import markdown, urls
from edition.citation import coins
from edition.fingerprint import digest, template_digests, template_texts
from edition.headline import breaks
from edition.linked import linked_data
from edition.problems import EditionError, Problem, shown
from edition.shown import Shown
from edition.stamps import Listed, is_settled, listing
from edition.values import freeze
from edition.views import Body, Headline, Page, Site
from edition.words import counted

Environment = TypeVar("Environment", bound=jinja2.Environment)

EARLY_SCRIPT = "parts/early.js"
"""Runs before first paint: text size and light or dark, as the reader left them."""

WBR = Markup("<wbr>")

_CLAUSE_END = "(?<=[\u3400-\u9fff”’》）！？])\\s+(?=[\u3400-\u9fff“‘《（])"

_INCLUDE = re.compile(r"""(?:(?<=\n)[ \t]*|^[ \t]*)?\{%-?\s*include\s+(["'])([^"']+)\1\s*-?%\}\n?""")


@cache
def breakable(text: str, keep: tuple[str, ...] = ()) -> Markup:
    """Escaped text with `<wbr>` between words; `keep` names are not broken."""
    return WBR.join(breaks(text, keep))


@cache
def headline_html(headline: Headline) -> Markup:
    """A headline, each printed line in a `<span class="line">`, with `<wbr>` between words.

    Where the printed lines are not known, a space between Chinese clauses is where one
    would end.
    """
    lines = headline.lines if len(headline.lines) > 1 else tuple(re.split(_CLAUSE_END, headline.text))
    if len(lines) < 2:
        return breakable(headline.text, headline.keep)
    html = Markup()
    rest = headline.text
    for number, line in enumerate(lines):
        # Between two lines stands what stands there in the headline: a space, or nothing.
        if number:
            html += Markup(" ") if rest[:1].isspace() else WBR
            rest = rest.lstrip()
        html += Markup('<span class="line">{}</span>').format(breakable(line, headline.keep))
        rest = rest[len(line) :]
    return html


def prose_html(body: Body) -> Markup:
    """The article's text as HTML; safe, since `markdown.prose` lets no HTML through."""
    return Markup(markdown.prose(body))


def joined(texts: Iterable[str], between: str) -> str:
    """The texts that are not empty, with something between them."""
    return between.join([text for text in texts if text])


def linked_data_html(page: Page, site: Site) -> Markup:
    """The element with a page's linked data, or nothing; `linked_data` leaves no mark in it
    that HTML would read."""
    data = linked_data(page, site)
    return Markup(f'<script type="application/ld+json">{data}</script>\n' if data else "")


FILTERS: dict[str, Callable[..., object]] = {
    "beside": urls.joined,
    "breaks": breakable,
    "coins": coins,
    "counted": counted,
    "headline": headline_html,
    "joined": joined,
    "linked": linked_data_html,
    "prose": prose_html,
}


class _Whole(jinja2.FileSystemLoader):
    """Gives a template with the text of its parts in place of `{% include %}`."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_current = super().get_source(environment, template)
        return _INCLUDE.sub(lambda found: self.get_source(environment, found[2])[0], source), path, is_current


class _Straight(jinja2.Environment):
    """Compiles templates to straighter code; what is in `known` becomes a constant."""

    known: dict[str, object]
    escaped: Callable[[object], str]
    fields: Mapping[object, str]

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        code = super()._generate(_Constants(self.known).visit(self._filled(source)), name, filename, defer_init)
        return f"escaped, fields = environment.escaped, environment.fields\n{code}"

    def _filled(self, source: nodes.Template) -> nodes.Template:
        """The frame that a template extends, with its blocks in place: one function, not one for each block."""
        blocks: dict[str, nodes.Block] = {}
        while frame := source.find(nodes.Extends):
            blocks = {block.name: block for block in source.find_all(nodes.Block)} | blocks
            assert isinstance(frame.template, nodes.Const), "a template names its frame literally"
            assert self.loader
            text, path, _ = self.loader.get_source(self, frame.template.value)
            source = self._parse(text, frame.template.value, path)
        _Blocks(blocks).visit(source)
        return source


class _Blocks(NodeTransformer):
    """Puts what fills a block in its place; what is set in it stays in it."""

    def __init__(self, filling: dict[str, nodes.Block]) -> None:
        self.filling = filling

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        filling = self.filling.get(node.name, node)
        return self.generic_visit(nodes.Scope(filling.body, lineno=node.lineno))


class _Constants(NodeTransformer):
    """Puts the values of `site.words.search` and the like in their place."""

    def __init__(self, known: dict[str, object]) -> None:
        self.known = known

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:
        return self._constant(node) or self.generic_visit(node)

    def visit_Name(self, node: nodes.Name) -> nodes.Node:
        return (self._constant(node) if node.ctx == "load" else None) or node

    def _constant(self, node: nodes.Name | nodes.Getattr) -> nodes.Const | None:
        value = self._value(node)
        return nodes.Const(value, lineno=node.lineno) if isinstance(value, (str, int)) else None

    def _value(self, node: nodes.Node) -> object:
        if isinstance(node, nodes.Name):
            return self.known.get(node.name)
        return getattr(self._value(node.node), node.attr, None) if isinstance(node, nodes.Getattr) else None


class _Code(CodeGenerator):
    """Reads a field as Python does, takes the page for given, and escapes a text without wrapping it."""

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:
        if node.name == "page" and node.ctx == "load":
            self.write(frame.symbols.ref(node.name))
            return
        super().visit_Name(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("fields[" if isinstance(node, nodes.Getattr) else "escaped(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("]" if isinstance(node, nodes.Getattr) else ")")


_Straight.code_generator_class = _Code


class _Compiled(jinja2.BytecodeCache):
    """Keeps compiled templates where Python keeps compiled modules: `__pycache__` beside them.

    Why not with the other state in site/: that may come from a workflow's cache, and must
    not be able to bring code.
    """

    def __init__(self, folder: Path, digests: Mapping[str, str], known: str) -> None:
        self.folder = folder / "__pycache__"
        self.digests = digests
        self.known = known
        """Digest of all that is compiled in besides the template's text."""

    def get_bucket(
        self, environment: jinja2.Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Known by the text of its frame too, which is compiled into it."""
        return super().get_bucket(environment, name, filename, self.digests.get(name, source))

    def get_source_checksum(self, source: str) -> str:
        return digest(self.known, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError, ValueError, EOFError, TypeError):
            bucket.bytecode_from_string(self._path(bucket).read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        path = self._path(bucket)
        fresh = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self.folder.mkdir(exist_ok=True)
            fresh.write_bytes(bucket.bytecode_to_string())
            os.replace(fresh, path)

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.{sys.implementation.cache_tag}.jinja"


class _Fields(dict[object, str]):
    """Escaped texts: `fields[page.title]` is what `{{ page.title }}` gives. Most of it is short
    text that comes again and again, and to look it up takes a third of the time of a call.

    A field of a view is a text or a number and never Markup, which would pass here for the
    text that it equals.
    """

    MOST = 1 << 15

    def __missing__(self, value: object) -> str:
        text = str(escape(value))
        if type(value) is str:  # 1 and True are one key
            if len(self) >= self.MOST:
                self.clear()
            self[value] = text
        return text


_FIELDS = _Fields()


def _escaped(value: object) -> str:
    """What any other `{{ … }}` gives."""
    kind = type(value)
    if kind is str:
        return _FIELDS[value]
    return str(value) if kind is Markup or kind is int else str(escape(value))


class Templates:
    """The templates of one folder, for one site."""

    def __init__(self, folder: Path, site: Site, code: str = "") -> None:
        """`code` is a digest of the program that makes the pages."""
        self.folder = folder
        self.site = site
        self.environment = self._environment(_Straight, _Whole(folder))
        self.environment.known = {**self.environment.globals, "site": site}
        known = digest(freeze(site), str(self.environment.globals["early_script"]), code)
        texts = template_texts(folder)
        self.digests, self.shows = template_digests(texts), Shown(texts)
        self.environment.bytecode_cache = _Compiled(folder, self.digests, known)
        self.environment.escaped, self.environment.fields = _escaped, _FIELDS
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
        except (jinja2.TemplateError, AttributeError):
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
    files = tuple(_files_below(str(folder)))
    made_from = folder, site, code, files
    if _AT_HAND and _AT_HAND[0][0] == made_from:
        return _AT_HAND[0][1]
    templates = Templates(folder, site, code)
    # What is behind a link may change without a trace here.
    is_sure = all([kind == "file" and is_settled(stamp, begun) for _, kind, stamp in files])
    _AT_HAND[:] = [(made_from, templates)] if is_sure else []
    return templates


def _files_below(folder: str) -> Iterator[Listed]:
    with suppress(OSError):
        for name, kind, stamp in listing(folder):
            if kind != "folder":
                yield f"{folder}/{name}", kind, stamp
            elif name != "__pycache__":
                yield from _files_below(f"{folder}/{name}")


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


__all__ = ["FILTERS", "Templates", "content_security_policy", "templates_for"]
