"""Templates compiled to straighter code than Jinja2's own, so that a page is made in a third of the time.

A page holds a hundred values, and Jinja2 as it comes looks each of them up and escapes
it in Python. Here parts stand in the place of their `include` and blocks in the frame that
they fill, what `site` says is text like any other, since it is the same on every page, and a
field is read as Python reads it. A page that fails is made once more by Jinja2 alone, which
knows the line; and a test holds both ways to the same bytes.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from keyword import iskeyword
from pathlib import Path

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from edition.fingerprint import digest
from edition.patterns import pattern

_INCLUDE = pattern(
    r"\{#.*?#\}|\{%[-+]?\s*raw\b.*?\{%[-+]?\s*endraw\b"
    r"""|(?:(?<=\n)[ \t]*|^[ \t]*)?\{%-?\s*include\s+(["'])(?P<name>[^"']+)\1\s*-?%\}\n?""",
    re.DOTALL,
)
"""A comment, what is to be left as it is, or a part."""


class Whole(jinja2.FileSystemLoader):
    """Gives a template with the text of its parts in place of `{% include %}`."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        return self._whole(environment, template, ())

    def _whole(
        self, environment: jinja2.Environment, template: str, around: tuple[str, ...]
    ) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_current = super().get_source(environment, template)

        def part(found: re.Match[str]) -> str:
            # One that includes itself is left to Jinja2.
            name = found["name"]
            inside = (*around, template)
            return self._whole(environment, name, inside)[0] if name and name not in inside else found[0]

        return _INCLUDE.sub(part, source), path, is_current


class Straight(jinja2.Environment):
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


Straight.code_generator_class = _Code


class Compiled(jinja2.BytecodeCache):
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


FIELDS = _Fields()


def escaped(value: object) -> str:
    """What any other `{{ … }}` gives."""
    kind = type(value)
    if kind is str:
        return FIELDS[value]
    return str(value) if kind is Markup or kind is int else str(escape(value))
