"""Templates compiled to straighter code than Jinja2's own, so that a page is made in a third of the time.

A page holds a hundred values, and Jinja2 as it comes looks each of them up and escapes
it in Python. Here parts stand in the place of their `include` and blocks in the frame that
they fill, what `site` says is text like any other, since it is the same on every page, and a
field is read as Python reads it. A page that fails is made once more by Jinja2 alone, which
knows the line; and a test holds both ways to the same bytes.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from keyword import iskeyword
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes, runtime
from jinja2.compiler import CodeGenerator, Frame
from jinja2.defaults import DEFAULT_NAMESPACE
from jinja2.visitor import NodeTransformer

from edition.patterns import pattern
from edition.templates.alone import environment_of
from edition.templates.bare import AT_HAND, BARE_FILTERS, FIELDS, RUNTIME, Loop, escaped

_INCLUDE = pattern(
    r"\{#.*?#\}|\{%[-+]?\s*raw\b.*?\{%[-+]?\s*endraw\b"
    r"""|(?:(?<=\n)[ \t]*|^[ \t]*)?\{%-?\s*include\s+(["'])(?P<name>[^"']+)\1\s*-?%\}\n?""",
    re.DOTALL,
)
"""A comment, what is to be left as it is, or a part."""


class Whole(jinja2.FileSystemLoader):
    """Gives a template with the text of its parts in place of `{% include %}`.

    `texts` are those that were read when the build began, by name: a file that was saved since then is of the
    next build, and what becomes of it must not be kept as if it came of what was read.
    """

    def __init__(self, folder: Path, texts: Mapping[str, str]) -> None:
        super().__init__(folder)
        self.folder, self.texts = folder, texts

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        return self._whole(environment, template, ())

    def _whole(
        self, environment: jinja2.Environment, template: str, around: tuple[str, ...]
    ) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_current = self._read(environment, template)

        def part(found: re.Match[str]) -> str:
            # One that includes itself is left to Jinja2.
            name = found["name"]
            inside = (*around, template)
            return self._whole(environment, name, inside)[0] if name and name not in inside else found[0]

        return _INCLUDE.sub(part, source), path, is_current

    def _read(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        text = self.texts.get(template)
        if text is None or "\\x" in text:  # it may be no UTF-8, which is told of the file
            return super().get_source(environment, template)
        return text, str(self.folder / template), lambda: True


class Straight:
    """Compiles the templates of a folder to straighter code; what is in `known` becomes a constant."""

    def __init__(self, folder: Path, texts: Mapping[str, str], known: Mapping[str, object]) -> None:
        self.known = known
        self.environment = environment_of(_Environment, Whole(folder, texts), known)
        self.environment.known = {**self.environment.globals, **known}
        self.environment.escaped, self.environment.fields = escaped, FIELDS
        self.environment.at_hand = tuple([getattr(runtime, name) for name in AT_HAND])

    def compiled(self, template: str) -> CodeType:
        assert self.environment.loader
        source, path, _ = self.environment.loader.get_source(self.environment, template)
        return self.environment.compile(source, template, path)

    def ready(self, code: CodeType) -> tuple[Callable[[Any], Iterable[str]], Any]:
        """What makes a page of a template, and the context that it makes it from."""
        template = jinja2.Template.from_code(self.environment, code, self.environment.globals)
        return template.root_render_func, template.new_context({**self.environment.globals, **self.known}, shared=True)


class _Environment(jinja2.Environment):
    known: Mapping[str, object]
    escaped: Callable[[object], str]
    fields: Mapping[object, str]
    at_hand: Sequence[object]
    """For a bare part of a template that isn't."""

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        code = super()._generate(_Constants(self.known).visit(self._filled(source)), name, filename, defer_init)
        if _is_bare(ast.parse(code)):
            code = _RUNTIME.sub(f"{', '.join(AT_HAND)} = environment.at_hand", code, count=1)
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

    def __init__(self, known: Mapping[str, object]) -> None:
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


_OF_TEXTS = frozenset(("format", "replace", "split"))
"""What texts can do, and nobody need be asked how to call it."""


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

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        called = node.node
        if not isinstance(called, nodes.Getattr) or called.attr not in _OF_TEXTS or node.kwargs or node.dyn_args:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(called, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("fields[" if isinstance(node, nodes.Getattr) else "escaped(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("]" if isinstance(node, nodes.Getattr) else ")")


_Environment.code_generator_class = _Code


# -- whether anything of Jinja2 is needed to run it ------------------------------------------------

_RUNTIME = pattern(f"^from {re.escape(RUNTIME)} import .*$", re.MULTILINE)
_LOOP = pattern(r"l_[0-9]+_loop")
_OWN = pattern(r"[lt]_[0-9]+(?:_.*)?|fiter|_loop_vars|resolve|undefined|concat|cond_expr_undefined|escaped|fields")
"""Names that compiled code has given itself."""
_NEVER = {"KeyError", "internalcode", "TemplateRuntimeError"}
"""What stands where a filter is missing, and none is."""
_ASKED = {"environment": {"undefined", "concat", "getitem"}, "context": {"resolve_or_missing", "vars", "exported_vars"}}


def _is_bare(code: ast.AST) -> bool:
    """Whether `bare` has all that some compiled code needs; rather not, where that isn't certain."""
    fine: set[ast.AST] = set()
    """Names that may stand where they do."""
    for node in ast.walk(code):
        match node:
            case ast.Subscript(ast.Attribute(ast.Name("environment") as name, "filters"), ast.Constant(filter)):
                if filter in BARE_FILTERS:
                    fine.add(name)
            case ast.Call(ast.Name("resolve") as name, [ast.Constant(value)]):
                if value in DEFAULT_NAMESPACE:
                    return False
            case ast.Attribute(ast.Name(base) as name, field):
                if field in _ASKED.get(base, ()) or (_LOOP.fullmatch(base) and field in Loop.FIELDS):
                    fine.add(name)
            case ast.arguments(defaults=defaults):
                fine.update(defaults)
    asked = {node for node in ast.walk(code) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}
    return all(
        (_OWN.fullmatch(node.id) and not _LOOP.fullmatch(node.id)) or node.id in AT_HAND or node.id in _NEVER
        for node in asked - fine
    )
