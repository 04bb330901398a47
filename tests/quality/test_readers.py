"""The pages as people use them who see little, or who have no mouse: axe and a walk with the Tab key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Response

from tests.quality.samples import Host, Sample, tool

STATES = (("light", ""), ("dark", ""), ("light", "elder"), ("dark", "elder"))
"""Colour scheme and size of the text, as the reader sets them."""

AXE = """async () => (await axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}}))
  .violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary}`))"""

STOPS = """() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((one) => !one.disabled && one.checkVisibility({visibilityProperty: true}) && one.tabIndex >= 0)
  .map((one) => one.outerHTML.slice(0, 90))"""

STOP = """() => {
  const at = document.activeElement;
  if (!at || at === document.body || at === document.documentElement) return null;
  const faults = [];
  const box = [...at.getClientRects()].find((one) => one.width > 1 && one.height > 1);
  if (!box) faults.push('has no size');
  else {
    const beside = box.left < 0 || box.right > innerWidth + 1;
    if (beside || box.top < 0 || box.top + Math.min(box.height, 40) > innerHeight + 1) faults.push('is out of sight');
    const hit = document.elementFromPoint(
      Math.min((box.left + box.right) / 2, innerWidth - 1), Math.min((box.top + box.bottom) / 2, innerHeight - 1));
    if (hit && !at.contains(hit) && !hit.contains(at)) faults.push(`is covered by ${hit.outerHTML.slice(0, 80)}`);
  }
  // The ring lies outside of the element: it is seen against the grounds that shine through there.
  const parts = (colour) => [...colour.match(/[\\d.]+/g).map(Number), 1].slice(0, 4);
  let ground = [255, 255, 255];
  const behind = [];
  for (let one = at.parentElement; one; one = one.parentElement) behind.unshift(one);
  for (const one of behind) {
    const [red, green, blue, alpha] = parts(getComputedStyle(one).backgroundColor);
    ground = [red, green, blue].map((part, index) => part * alpha + ground[index] * (1 - alpha));
  }
  const light = (colour) => {
    const [red, green, blue] = colour.map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const style = getComputedStyle(at);
  const [ring, paper] = [light(parts(style.outlineColor).slice(0, 3)), light(ground)];
  const contrast = (Math.max(ring, paper) + 0.05) / (Math.min(ring, paper) + 0.05);
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('has no ring');
  else if (contrast < 3) faults.push(`has a ring of contrast ${contrast.toFixed(1)}`);
  return {what: at.outerHTML.slice(0, 90), text: at.textContent.trim(), faults};
}"""


@pytest.fixture(scope="module", params=[390, 1280])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": request.param, "height": 844})
    yield context.new_page()
    context.close()


def addresses(host: Host, sample: Sample) -> Iterator[str]:
    """One page of every kind; the one that searches has found something."""
    for kind, url in sample.kinds.items():
        if kind != "redirect":  # it is left at once
            yield f"{host.url}{url}" + (f"?q={quote('全国文明城市')}" if kind == "search" else "")


def opened(page: Page, address: str) -> None:
    page.goto(address)
    if "?q=" in address:
        page.locator(".results mark").first.wait_for()


def test_axe_finds_nothing_on_any_kind_of_page(page: Page, host: Host, in_a_folder: Sample) -> None:
    source = Path(tool("axe-core/axe.min.js")).read_text(encoding="utf-8")
    found: list[str] = []
    for address in addresses(host, in_a_folder):
        opened(page, address)
        page.evaluate(source)
        for scheme, size in STATES:
            page.evaluate("scheme => document.documentElement.setAttribute('data-theme', scheme)", scheme)
            page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
            found += [f"{address} {scheme} {size}: {fault}" for fault in page.evaluate(AXE)]
    assert not found, "\n".join(found)


def test_the_keyboard_comes_everywhere_and_shows_where_it_is(page: Page, host: Host, in_a_folder: Sample) -> None:
    faults: list[str] = []
    for address in addresses(host, in_a_folder):
        opened(page, address)
        page.evaluate("scrollTo(0, 0); document.activeElement.blur()")
        wanted = page.evaluate(STOPS)
        walked: list[str] = []
        for step in range(len(wanted) + 20):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOP)
            if stop is None or stop["what"] in walked[:1]:
                break  # at the browser's own buttons, or at the top once more
            if step == 0 and stop["text"] != "跳到正文":
                faults.append(f"{address} begins with {stop['what']}")
            walked.append(stop["what"])
            faults += [f"{address}: {stop['what']} {fault}" for fault in stop["faults"]]
        else:
            faults.append(f"{address}: the keyboard never comes to the end")
        faults += [f"{address}: never reached {one}" for one in wanted if one not in walked]
    assert not faults, "\n".join(faults)


NARROWEST = 320
"""CSS pixels at which nothing may need scrolling sideways (WCAG 2.2, 1.4.10)."""


@pytest.mark.parametrize("sample", ["in_a_folder", "in_english"])
def test_the_largest_type_fits_the_narrowest_screen(
    sample: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    built: Sample = request.getfixturevalue(sample)
    server = Host(built)
    page = browser.new_page(viewport={"width": NARROWEST, "height": 640})
    wide: list[str] = []
    for address in addresses(server, built):
        page.goto(address)
        page.evaluate("document.documentElement.setAttribute('data-size', 'elder')")
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROWEST:
            wide.append(f"{address}: {width} px")
    page.close()
    server.shutdown()
    assert wide == []


def test_axe_finds_nothing_in_another_language(page: Page, in_english: Sample) -> None:
    source = Path(tool("axe-core/axe.min.js")).read_text(encoding="utf-8")
    server = Host(in_english)
    found: list[str] = []
    for kind in ("article", "issue", "archive", "person"):
        page.goto(server.url + in_english.kinds[kind])
        page.evaluate(source)
        found += [f"{kind}: {fault}" for fault in page.evaluate(AXE)]
    server.shutdown()
    assert not found, "\n".join(found)


STYLES, SCRIPTS, REQUESTS = 12 * 1024, 5 * 1024, 10
"""Bytes of style sheets on a page, of scripts on an article's; and how much a page asks for."""
MORE = {"languages.css": 2 * 1024, "plate.css": 1024}
"""Style sheets that count apart: for other languages than simplified Chinese, for a printed page."""


def test_a_page_loads_no_more_than_it_may(browser: Browser, host: Host, in_a_folder: Sample) -> None:
    heavy: list[str] = []
    for kind, url in in_a_folder.kinds.items():
        if kind in ("redirect", "proof"):  # one is left at once, the other is for editors
            continue
        page = browser.new_page()
        loaded: list[Response] = []
        page.on("response", lambda response, loaded=loaded: loaded.append(response))
        page.goto(host.url + url, wait_until="networkidle")
        sizes = {response.url.rpartition("/")[2]: len(response.body()) for response in loaded if response.ok}
        styles = {name: size for name, size in sizes.items() if name.endswith(".css")}
        limits = [(name, size, MORE[name]) for name, size in styles.items() if name in MORE]
        limits.append(("style sheets", sum(size for name, size in styles.items() if name not in MORE), STYLES))
        if kind == "article":
            limits.append(("scripts", sum(size for name, size in sizes.items() if name.endswith(".js")), SCRIPTS))
        if kind != "search":  # which needs its index
            limits.append(("requests", len(loaded), REQUESTS))
        heavy += [f"{url}: {what} {found:,} of {most:,}" for what, found, most in limits if found > most]
        page.close()
    assert heavy == []
