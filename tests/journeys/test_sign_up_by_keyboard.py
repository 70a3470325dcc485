"""A vendor signs up for two nights with nothing but the keyboard, and always sees where they are."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, sync_playwright

from events.models import SignUp
from market import clock
from market.models import Member
from tests.builders import AT, a_user, a_vendor, a_zone
from tests.events.builders import a_series, a_session
from tests.events.parts import a_call
from tests.journeys.browsers import CHROMIUM, NEEDS_CHROMIUM, QUIET

MOST_STEPS = 60

pytestmark = [
    pytest.mark.browser,
    NEEDS_CHROMIUM,
]
# what has the focus: what it is, its name, its value, and whether one can see that it has it
FOCUSED = """() => {
  const it = document.activeElement, look = getComputedStyle(it.closest("label") || it);
  const seen = [look, getComputedStyle(it)].some(
    (each) => (each.outlineStyle !== "none" && each.outlineWidth !== "0px") || each.boxShadow !== "none");
  const text = (it.closest("label") || it).textContent.trim().replace(/\\s+/g, " ");
  return {tag: it.tagName, href: it.getAttribute("href") || "", value: it.value || "", text, seen};
}"""


@pytest.fixture
def page(real_transactions, live_server, client, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    vendor, user = a_vendor(trade="百货"), a_user()
    Member.objects.create(user=user, vendor=vendor, since=AT)
    client.force_login(user)
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
        context.set_default_timeout(15_000)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
        context.add_cookies([{**cookie, "url": live_server.url}])
        opened = context.new_page()
        opened.goto(f"{live_server.url}/me/nights/")
        yield opened
        browser.close()


@pytest.fixture
def nights(real_transactions):
    first = clock.today() + timedelta(days=7)
    series = a_series(zone=a_zone())
    made = [a_session(series=series, day=first + timedelta(days=n)) for n in range(3)]
    call = a_call(series=series, closes_at=clock.now() + timedelta(days=5))
    return call, made


def tab_to(page: Page, **wanted: str) -> dict:
    """Press Tab until this has the focus; every stop on the way is to be seen."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        assert here["tag"] == "BODY" or here["seen"], here
        if all(here[name].endswith(value) for name, value in wanted.items()):
            return here
    raise AssertionError(f"the keyboard never came to {wanted}")


def test_a_vendor_signs_up_by_keyboard_alone(nights, page):
    call, (first, _second, third) = nights

    tab_to(page, tag="A", href=f"/me/nights/calls/{call.pk}/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/me/nights/calls/{call.pk}/")
    for night in (first, third):
        spoken = tab_to(page, tag="INPUT", value=str(night.pk))
        assert str(night.day.year) in spoken["text"]
        page.keyboard.press("Space")
    tab_to(page, tag="BUTTON", text="Sign up")
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/nights/")

    signed = SignUp.objects.order_by("session__day").values_list("session", flat=True)
    assert list(signed) == [first.pk, third.pk]
    main = page.locator("main").inner_text()
    assert all(str(night.day.day) in main for night in (first, third))
