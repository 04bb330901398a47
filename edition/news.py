"""Tells the pages that are open in a browser what a build changed, so that they reload.

What a page hears is the state, not the step: which build is the newest good one that changed
it, which search index is the newest (for the page that searches), and what is wrong now. So a
page that slept, or comes back after the server was started anew, or was opened while a build
was failing, shows the same as one that heard all; and one that is as it was is left in peace.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass
from html import escape
from urllib.parse import unquote

from edition.urls import DATA, JSON_FEED, NAMES, NOT_FOUND, PEOPLE_DATA
from edition.words.sentences import Say

_ON_THEIR_OWN = (".html", ".xml", ".txt", ".csv", ".md", ".jsonl", ".epub", ".pdf", ".zip")
"""Files that no page loads."""
_BY_NOBODY = tuple([url.lstrip("/") for url in (DATA, JSON_FEED, PEOPLE_DATA, NAMES)])
"""Nor does one load a feed or what lies in data/, and the names of all persons are loaded where somebody
looks for one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one build gave, as the watcher needs it."""

    ok: bool
    summary: str
    """One line for the terminal; the title over the problems in the browser."""
    problems: tuple[str, ...] = ()
    """As `path:line: message`; empty when ok."""
    pages: frozenset[str] | None = None
    """Paths below the site of the pages that are new; None: any page may look otherwise now."""
    search: bool = False
    """Whether the search index is new."""
    behind: bool = False
    """Whether other pages are still those of before, and another build brings them in step."""


def new_pages(changed: Collection[str]) -> frozenset[str] | None:
    """The pages among the files that are new or gone, as `Outcome.pages`; None where one of the
    files may be loaded by any page, or is shown at any address."""
    others = [path for path in changed if not path.startswith(_BY_NOBODY)]
    if NOT_FOUND.lstrip("/") in others or not all(path.endswith(_ON_THEIR_OWN) for path in others):
        return None
    return frozenset(path for path in changed if path.endswith(".html"))


def page_at(path: str, base: str) -> str:
    """The path below the site of the page that stands, or some day will stand, at an address."""
    page = unquote(path.removeprefix(base))
    return page + "index.html" if not page or page.endswith("/") else page


class News:
    """What open pages are told, shared by the builder and by one thread for each page."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._outcome: Outcome | None = None
        self.over = False
        self._all = str(time.time_ns())
        """Names the newest good build that changed every page; never the same again, not even
        after a restart."""
        self._own: dict[str, str] = {}
        """By path, the newest one after it that changed a page."""
        self.search = self._all
        """Names the newest search index in the same way."""

    def tell(self, outcome: Outcome) -> None:
        with self._changed:
            now = str(time.time_ns())
            if outcome.ok and outcome.pages is None:
                self._all = now
                self._own.clear()
            elif outcome.ok:
                self._own.update(dict.fromkeys(outcome.pages or (), now))
            if outcome.ok and outcome.search:
                self.search = now
            self._outcome = outcome
            self._changed.notify_all()

    def build(self, page: str) -> str:
        """The name of the newest good build that changed a page."""
        return self._own.get(page, self._all)

    def _message(self, page: str) -> str:
        told = self._outcome
        if told is None:
            return ""
        names = {"build": self.build(page), "search": self.search}
        return json.dumps({**names, "ok": told.ok, "summary": told.summary, "problems": told.problems})

    def end(self) -> None:
        with self._changed:
            self.over = True
            self._changed.notify_all()

    def after(self, heard: str, patience: float, page: str) -> str:
        """The message for a page that follows `heard`, as JSON; `heard` itself after `patience`
        seconds without one."""
        with self._changed:
            self._changed.wait_for(lambda: self.over or self._message(page) != heard, patience)
            return self._message(page)


# A page may carry a policy that forbids inline scripts and styles: hence a script of its
# own address, a constructed style sheet, and a shadow root that keeps the two apart.
_RELOAD_SCRIPT = """\
(() => {
  "use strict";
  const script = document.currentScript;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial }
    section { position: fixed; inset: auto 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
      box-sizing: border-box; padding: 1rem 1.5rem; border-top: 4px solid #d7402b; background: #1d1b1a;
      color: #f6f1e7; font: 1rem/1.6 system-ui, sans-serif }
    h2 { margin: 0 2rem .5rem 0; font-size: 1.1rem }
    ol { margin: 0; padding-left: 2rem }
    li { font-family: ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
    button { position: absolute; top: .75rem; right: 1rem; padding: 0 .6rem; border: 0; background: none;
      color: inherit; font: inherit; font-size: 1.5rem; cursor: pointer }
    @media print { section { display: none } }
  `);
  let overlay = null;
  let events = null;

  function make(name, text) {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  }

  function show(state) {
    overlay?.remove();
    overlay = null;
    if (state.ok) return;
    const list = make("ol", "");
    list.append(...state.problems.map((problem) => make("li", problem)));
    const close = make("button", "\\u00d7");
    close.setAttribute("aria-label", CLOSE);
    close.addEventListener("click", () => overlay.remove());
    const panel = make("section", "");
    panel.setAttribute("role", "alert");
    panel.append(make("h2", state.summary), close, list);
    overlay = make("edition-problems", "");
    const root = overlay.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(panel);
    document.body.append(overlay);
  }

  // A browser keeps six connections to one host: hidden pages must not hold them all.
  function listen() {
    events?.close();
    if (document.hidden) return;
    events = new EventSource(new URL(`__events?${encodeURIComponent(script.dataset.page)}`, script.src));
    events.onmessage = (event) => {
      const state = JSON.parse(event.data);
      const { build, search } = script.dataset;
      // Only the page that searches has the index of before.
      const searches = document.querySelector("[data-bundle]");
      if (state.build !== build || (searches && state.search !== search)) location.reload();
      else show(state);
    };
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
"""


def reload_script(say: Say) -> str:
    """What makes an open page reload, and shows in it what is wrong."""
    return _RELOAD_SCRIPT.replace("CLOSE", json.dumps(say("close"), ensure_ascii=False))


def with_reload(html: bytes, base: str, page: str, build: str, search: str) -> bytes:
    """The page as it is served: with the reload script, and which page it is, of which build and index."""
    data = f'data-page="{escape(page)}" data-build="{build}" data-search="{search}"'
    tag = f'<script src="{base}__reload.js" {data} defer></script>\n'.encode()
    end = html.lower().rfind(b"</body>")
    return html[:end] + tag + html[end:] if end >= 0 else html + tag
