"""The page for unknown addresses finds the day that another e-paper's address names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests import toy
from tests.conftest import Built


class Host(toy.Quiet):
    """A host like GitHub Pages: the site lies under /repo/x/, and 404.html answers the rest."""

    def send_head(self):  # type: ignore[no-untyped-def]
        path = self.path.split("?")[0]
        inside = path.removeprefix("/repo/x")
        file = Path(self.translate_path(inside))
        if path != inside and (file.is_file() or (file / "index.html").is_file()):
            self.path = inside
            return super().send_head()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        return (Path(self.directory) / "404.html").open("rb")


@pytest.fixture(scope="module")
def host(seed: Built) -> Iterator[str]:
    with toy.served(seed.site, Host) as address:
        yield f"{address}repo/x/"


@pytest.mark.parametrize(
    "address",
    [
        "2021-12/12/content_1.htm", "20211212/", "jnrb/2021/1212/1.shtml", "2021/12/12/09.html", "html/2021-12-12/x",
        "2021-12/12/%BC%C3%C4%FE.htm", "%E5%B9%B42021-12-12.htm",
    ],
)
def test_a_date_in_a_foreign_address_leads_to_its_issue(host: str, browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(host + address)
    link = page.get_by_role("link", name="2021-12-12")
    expect(link).to_have_text("要找的也许是 2021-12-12 的报纸")
    link.click()
    expect(page).to_have_url(host + "2021/12/12/")
    expect(page.locator("h1")).to_contain_text("2021年12月12日")
    page.close()


def test_a_day_without_an_issue_leads_to_the_archive(host: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(host + "2019-05/01/content_1.htm")
    page.get_by_role("link", name="2019-05-01").click()
    expect(page).to_have_url(host + "archive/")
    page.close()


@pytest.mark.parametrize("address", ["nothing", "2021-13/12/", "120211212/", "content_20211300.htm"])
def test_an_address_without_a_date_offers_the_usual_ways(host: str, browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(host + "deep/er/" + address)
    expect(page.get_by_role("link", name="往期目录").first).to_be_visible()
    expect(page.locator("[data-guess]")).to_be_hidden()
    page.get_by_role("link", name="往期目录").first.click()
    expect(page).to_have_url(host + "archive/")
    page.close()
