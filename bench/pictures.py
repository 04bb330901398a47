"""The pictures of the README, taken anew from the sample edition: `make pictures`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from playwright.sync_api import sync_playwright

from bench.importing.printed import article_html, print_page
from edition.content import read_content
from edition.model import Article

PICTURES = {
    "front-1280.png": ("/", 1280, 1000, "light"),
    "article-390.png": ("/2021/12/12/01-03.html", 390, 844, "light"),
    "person-1280.png": ("/people/lin-hongyu-7250.html", 1280, 760, "light"),
    "search-1280.png": ("/search.html?q=" + quote("全国文明城市"), 1280, 900, "dark"),
}
"""File, address, width and height of the window in pixels, and theme."""
PROOFS = {
    "draft-1280.png": ("/2021/12/12/01-03.html", 1280, 560, "light"),
    "proof-1280.png": ("/2021/12/12/01-proof.html#line-195", 1280, 760, "light"),
}
"""The same, of an edition into which the sample's page was just imported, with drafts."""
FOLIO = {"folio-1280.png": ("/2021/12/12/01.html", 1280, 760, "light")}
"""The same, of an edition into which the sample's page was just imported as PDF."""
PLACES = ((7, 3), (8, 3), (5, 2), (4, 1), (6, 2), (6, 2), (12, 5))
"""Width and columns of each article on that page, in the order of the edition."""
ORDER = (0, 2, 1, 3, 6, 4, 5)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def shoot(site: Path, folder: Path, pictures: Mapping[str, tuple[str, int, int, str]]) -> None:
    """Take all `pictures` of `site` into `folder`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
        for name, (address, width, height, theme) in pictures.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
            )
            page.goto(f"http://127.0.0.1:{server.server_port}{address}")
            if address.startswith("/search"):
                page.wait_for_selector(".results mark")
            if address == FOLIO["folio-1280.png"][0]:
                page.locator(".plate img").evaluate("image => image.decode()")  # it may come after the text
                page.locator(".plate a").first.hover()
            page.screenshot(path=folder / name)
            page.close()
        browser.close()
    server.shutdown()


def print_front_page(content: Path, pdf: Path) -> None:
    """Set the articles of the sample edition as a printed page."""
    articles = [article for article in read_content(content).articles if isinstance(article, Article)]
    laid_out = []
    for place in ORDER:
        article = articles[place]
        facts = {
            "headline_lines": article.headline_lines or (article.headline,),
            "kicker": article.kicker,
            "deck": article.deck,
            "column": article.column,
            "as_printed_paragraphs": article.body.strip().split("\n\n"),
        }
        laid_out.append(article_html(facts, *PLACES[place], "boxed" if place == 3 else ""))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
        pdf.write_bytes(print_page(browser, laid_out).pdf)
        browser.close()


def browser_path() -> str:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        raise SystemExit(f"no browser: install one of {', '.join(BROWSERS)}")
    return found


if __name__ == "__main__":
    first, second, *which = sys.argv[1:]
    if which == ["print"]:
        print_front_page(Path(first), Path(second))
    else:
        shoot(Path(first), Path(second), {"proofs": PROOFS, "folio": FOLIO}.get("".join(which), PICTURES))
