"""A page by Jinja2 as it comes, which knows the line of each mistake."""

from __future__ import annotations

import re
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import jinja2

from edition.problems import EditionError, Problem, shown
from edition.templates.filters import FILTERS
from edition.views import Page

Environment = TypeVar("Environment", bound=jinja2.Environment)

_LACKS = re.compile(r"'edition\.views\.(\w+) object' has no attribute ")


def environment_of(kind: type[Environment], loader: jinja2.BaseLoader, known: Mapping[str, object]) -> Environment:
    """How all templates are read; `known` is what they see besides their page."""
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
    environment.filters.update(FILTERS)
    environment.globals.update({name: value for name, value in known.items() if name != "site"})
    return environment


def render(folder: Path, known: Mapping[str, object], template: str, page: Page) -> bytes:
    environment = environment_of(jinja2.Environment, jinja2.FileSystemLoader(folder), known)
    try:
        return environment.get_template(template).render(site=known["site"], page=page).encode()
    except jinja2.TemplateSyntaxError as error:
        path = shown(folder / (error.name or template))
        raise EditionError(Problem(path, error.lineno, error.message or "not a template")) from None
    except jinja2.TemplateNotFound as error:
        raise EditionError(Problem(shown(folder / str(error.name)), 0, "there is no such template")) from None
    except UnicodeDecodeError:
        raise EditionError(*problems(folder, known)) from None
    except RecursionError:
        raise EditionError(Problem(shown(folder / template), 0, "includes itself without an end")) from None
    except Exception as error:
        path, line = _place(folder, error, template)
        what = (error.message or "") if isinstance(error, jinja2.UndefinedError) else ""
        if not what and (not line or _is_of_the_program(error)):
            raise
        # What lacks it, and not the page: so a mistake in a part is told once, whatever pages show the part.
        kind = lacks[1] if (lacks := _LACKS.match(what)) else type(page).__name__
        may = f"see {kind} in edition/views.py for what this page may show"
        message = f"{what or f'{type(error).__name__}: {error}'}; {may}"
        raise EditionError(Problem(path, line, message)) from None


def problems(folder: Path, known: Mapping[str, object]) -> tuple[Problem, ...]:
    """What is wrong in the templates by their text alone."""
    found: list[Problem] = []
    environment = environment_of(jinja2.Environment, jinja2.FileSystemLoader(folder), known)
    for name in environment.list_templates(["html"]):
        try:
            environment.get_template(name)
        except jinja2.TemplateSyntaxError as error:
            found.append(Problem(shown(folder / (error.name or name)), error.lineno, error.message or "not a template"))
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            found.append(Problem(shown(folder / name), line, "not UTF-8; save the file as UTF-8"))
    return tuple(found)


def _is_of_the_program(error: Exception) -> bool:
    """Whether it was the program that failed, not what a template asked of Python or Jinja2."""
    last = traceback.extract_tb(error.__traceback__)[-1].filename
    return Path(__file__).resolve().parents[1] in Path(last).resolve().parents


def _place(folder: Path, error: Exception, template: str) -> tuple[str, int]:
    """The innermost line of a template in a traceback (Jinja2 puts them there)."""
    inside = str(folder.resolve())
    frames = traceback.extract_tb(error.__traceback__)
    for frame in reversed(frames):
        if str(Path(frame.filename).resolve()).startswith(inside):
            return shown(Path(frame.filename)), frame.lineno or 0
    return shown(folder / template), 0
