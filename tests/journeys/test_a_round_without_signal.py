"""An inspector's phone loses the network, five things are found, the network comes back."""

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from market import clock
from market.actions import rounds
from market.core.actors import HOUSE
from market.models import Finding, FindingPhoto, Inspection
from tests.builders import an_operator
from tests.inspecting import Ground
from tests.journeys.browsers import CHROMIUM, NEEDS_CHROMIUM, QUIET

FIVE = ("hygiene", "prices", "bags", "waste", "lines")

pytestmark = [
    pytest.mark.browser,
    NEEDS_CHROMIUM,
]


def a_large_photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (3000, 2000), (90, 120, 60)).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(autouse=True)
def house(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    settings.UPLOADS = tmp_path


@pytest.fixture
def phone(real_transactions, live_server, client, settings):
    """A phone on a round of three stalls: its page, and the context to cut it off with."""
    ground = Ground(settings)
    made = rounds.plan(ground.market, day=clock.today(), by=HOUSE, at=clock.now())
    client.force_login(an_operator("steward", market=ground.market))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
        context.set_default_timeout(15_000)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([{**cookie, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}/desk/papers/rounds/{made.pk}/walk/")
        yield page, context
        browser.close()


def write_down(page: Page, stop: int) -> None:
    page.locator("[data-stop] button").nth(stop).click()
    for code in FIVE:
        page.check(f"[data-item={code}] input[type=checkbox]")
        page.fill(f"[data-item={code}] [data-note]", f"seen {code}")
    picture = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": a_large_photo()}
    page.set_input_files("[data-item=hygiene] [data-photo]", picture)
    expect(page.locator("[data-item=hygiene] [data-photos]")).not_to_be_empty()
    page.click("[data-form] button[type=submit]")


def waiting(page: Page, count: int) -> None:
    kept = page.locator("[data-walk]")
    expect(kept).to_have_attribute("data-waiting", str(count), timeout=20_000)


def after(page: Page, happened: Callable[[], bool]) -> None:
    """Let the page go on until something has happened."""
    for _ in range(200):
        if happened():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never happened")


def test_five_findings_made_without_signal_arrive_once(phone: tuple[Page, BrowserContext]):
    page, context = phone
    context.set_offline(True)
    write_down(page, 0)
    waiting(page, 1)
    assert not Inspection.objects.exists()

    context.set_offline(False)
    waiting(page, 0)
    assert sorted(Finding.objects.values_list("item__code", flat=True)) == sorted(FIVE)
    assert (Inspection.objects.count(), FindingPhoto.objects.count()) == (1, 1)


def test_an_answer_that_was_lost_on_the_way_doubles_nothing(phone: tuple[Page, BrowserContext]):
    page, context = phone
    lost = []

    def lose(route):
        if len(lost) < 2:
            lost.append(route.fetch())
            route.abort("connectionreset")
        else:
            route.continue_()

    context.route("**/api/v1/inspections", lose)
    write_down(page, 1)
    after(page, lambda: len(lost) == 1)
    waiting(page, 1)
    # the page is closed and opened again: what was kept is still there, and is sent
    page.reload()
    after(page, lambda: len(lost) == 2)
    page.reload()
    waiting(page, 0)
    assert (Inspection.objects.count(), Finding.objects.count()) == (1, 5)
    assert FindingPhoto.objects.count() == 1
