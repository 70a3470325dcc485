"""Every page that a vendor or a passer-by sees, looked over by axe-core, and with letters of twice the size.

The pages come out of the house's own table of addresses, so that a new one is looked over too.
"""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page, Route, sync_playwright

from tests.events.readers import installed
from tests.journeys.browsers import CHROMIUM, NEEDS_CHROMIUM, QUIET
from tests.strangers.addresses import pages
from tests.strangers.house import built

ELSEWHERE = ("accounts/", "admin/", "api/", "callbacks/", "desk/", "guide/", "health", "i18n/")
HERE = "http://huiquan.test"
CHINESE = {"Accept-Language": "zh-CN"}
# WCAG 2.2, A and AA
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKED_OVER = """async (tags) => (await axe.run(document, {runOnly: {type: "tag", values: tags}}))
  .violations.map((each) => [each.id, each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))])"""
# what a thumb presses and is smaller than 44 px: links within a sentence are not meant
TOO_SMALL = """() => [...document.querySelectorAll("button, a.button, select, textarea, input")]
  .filter((it) => it.type !== "hidden" && it.checkVisibility() && !it.closest(".unseen"))
  .map((it) => [(it.closest("label") || it).getBoundingClientRect(), it.outerHTML.slice(0, 120)])
  .filter(([box]) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
  .map(([box, html]) => [Math.round(box.width), Math.round(box.height), html])"""
TWICE = """() => { document.documentElement.style.fontSize = "200%";
  return document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")].filter((it) => it.getBoundingClientRect().right > innerWidth + 1)
      .map((it) => ["wider than the screen at 200 %", it.outerHTML.slice(0, 120)]).slice(0, 3); }"""

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    NEEDS_CHROMIUM,
]


@pytest.fixture
def written(django_db_setup, django_db_blocker) -> dict[str, bytes]:
    """Every page as a vendor gets it in Chinese, in a market in which everything is there once."""
    with built(django_db_blocker) as house:
        ours = [house.path(each) for each in pages() if not each.path.startswith(ELSEWHERE)]
        found = {path: house.insider.client.get(path, headers=CHINESE) for path in ours}
        return {
            path: answer.content
            for path, answer in found.items()
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        }


@pytest.fixture
def page(written) -> Iterator[Page]:
    """A phone that gets these pages, with our own styles and scripts."""

    def answer(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        if path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/")))
        elif path in written:
            route.fulfill(content_type="text/html; charset=utf-8", body=written[path])
        else:
            route.fulfill(status=404, body="")

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="zh-CN", bypass_csp=True
        )
        context.set_default_timeout(20_000)
        context.route("**/*", answer)
        context.add_init_script(path=installed() / "node_modules" / "axe-core" / "axe.min.js")
        yield context.new_page()
        browser.close()


def faults(page: Page) -> list[list[object]]:
    return [
        *page.evaluate(LOOKED_OVER, RULES),
        *page.evaluate(TOO_SMALL),
        *page.evaluate(TWICE),
    ]


def test_no_page_shuts_anybody_out(written, page):
    """No violation of WCAG 2.2 AA, nothing too small for a thumb, nothing beside the screen at 200 %."""
    wrong = {}
    for path in written:
        page.goto(f"{HERE}{path}")
        told = faults(page)
        if told:
            wrong[path] = told
    assert len(written) > 40
    assert not wrong, "\n".join(f"{path}: {told}" for path, told in wrong.items())


def test_a_page_that_does_is_found(page):
    page.goto(f"{HERE}/enter/")
    page.set_content(
        '<html lang="zh"><title>t</title><main><h1>h</h1><img src="/static/x.png">'
        '<button style="height:20px">x</button><p style="width:900px">w</p></main>'
    )
    assert {str(fault[0]) for fault in faults(page)} >= {
        "image-alt",
        "wider than the screen at 200 %",
    }
    assert any("<button" in str(fault) for fault in faults(page))
