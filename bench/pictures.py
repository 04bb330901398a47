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
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def shoot(site: Path, folder: Path, pictures: Mapping[str, tuple[str, int, int, str]]) -> None:
    """Take all `pictures` of `site` into `folder`."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        raise SystemExit(f"no browser: install one of {', '.join(BROWSERS)}")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for name, (address, width, height, theme) in pictures.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
            )
            page.goto(f"http://127.0.0.1:{server.server_port}{address}")
            if address.startswith("/search"):
                page.wait_for_selector(".results mark")
            page.screenshot(path=folder / name)
            page.close()
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    shoot(Path(sys.argv[1]), Path(sys.argv[2]), PROOFS if sys.argv[3:] == ["proofs"] else PICTURES)
