"""The same thread in a real browser: a vendor's phone, an operator's screen, both languages.

Pictures are kept where HUIQUAN_SHOTS says, to be looked at.
"""

import os
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from market.models import Charge, LocalMessage, Notice, Permit, PermitType
from tests.journeys.browsers import CHROMIUM, NEEDS_CHROMIUM, QUIET
from tests.journeys.house import House, until
from tests.journeys.place import PASSWORD, a_photo

PHONE = {"width": 390, "height": 844}
SCREEN = {"width": 1440, "height": 900}

pytestmark = [
    pytest.mark.browser,
    NEEDS_CHROMIUM,
]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    # playwright runs an event loop in this thread; the database is used from it all the same
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


class Camera:
    """Takes a picture of a page in both languages, and hears what the page complains of."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.folder = os.environ.get("HUIQUAN_SHOTS")
        self.complaints: list[str] = []

    def watch(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("console", lambda said: self._hear(said.type, said.text))
        page.on("pageerror", lambda fault: self._hear("error", str(fault)))
        return page

    def shoot(self, page: Page, name: str) -> None:
        if not self.folder:
            return
        size = "phone" if page.viewport_size["width"] < 800 else "desk"
        for language in ("en", "zh-hans"):
            page.context.add_cookies(
                [{"name": "huiquan_language", "value": language, "url": self.house.url}]
            )
            page.goto(page.url)
            page.screenshot(
                path=Path(self.folder) / f"{name}-{size}-{language[:2]}.png", full_page=True
            )
        page.context.clear_cookies(name="huiquan_language")

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)


def press(page: Page, button: Locator) -> None:
    """Press a button that leads on, and be there: what is asked for next interrupts nothing."""
    with page.expect_navigation():
        button.click()


def test_a_vendor_with_a_phone_and_an_operator_at_a_desk(house: House, place, browser: Browser):
    camera = Camera(house)
    today = house.now.date()
    vendor = camera.watch(browser.new_context(viewport=PHONE, locale="zh-CN", has_touch=True))
    desk = camera.watch(browser.new_context(viewport=SCREEN, locale="en-GB"))
    vendor.context.set_default_timeout(15_000)
    desk.context.set_default_timeout(15_000)

    # the vendor finds a free pitch on the plan and applies for it
    vendor.goto(f"{house.url}/")
    camera.shoot(vendor, "home")
    vendor.get_by_role("link", name=re.compile("^A-12")).first.click()
    vendor.wait_for_url("**/apply/**")
    camera.shoot(vendor, "apply-sell")
    vendor.check("[name=trade][value=鲜肉]")
    vendor.click("[data-next]")
    expect(vendor.locator("select[name=pitch]")).to_have_value(str(place["pitch"].pk))
    vendor.fill("[name=starts_on]", (today + timedelta(days=1)).isoformat())
    expect(vendor.locator("[data-price]")).to_contain_text("¥1,700.00")
    camera.shoot(vendor, "apply-where")
    vendor.click("[data-next]")
    vendor.fill("[name=name]", "蔄记鲜肉")
    vendor.fill("[name=phone]", "1990000")
    vendor.click("[data-next]")
    expect(vendor.locator(".fault")).to_be_visible()
    assert vendor.input_value("[name=name]") == "蔄记鲜肉"
    vendor.fill("[name=phone]", "199 0000 0012")
    vendor.fill("[name=id_number]", "110101199003070019")
    vendor.click("[data-next]")
    expect(vendor.locator(".fault")).to_contain_text("18")
    vendor.fill("[name=id_number]", "")
    camera.shoot(vendor, "apply-who")
    vendor.click("[data-next]")

    # the office has it so that every kind of paper is spoken of a month ahead
    PermitType.objects.update(remind_days=[30, 7])
    vendor.set_input_files(
        "[data-paper=ANIMAL_QUARANTINE] input[type=file]",
        {"name": "许可证.jpg", "mimeType": "image/jpeg", "buffer": a_photo()},
    )
    until(lambda: Permit.objects.count() == 1, "the paper was handed in")
    camera.shoot(vendor, "apply-papers")
    vendor.click("[data-next]")
    camera.shoot(vendor, "apply-review")
    vendor.click("[data-next]")
    vendor.wait_for_url(re.compile(r"/applications/A-\w+-\w+/$"))
    followed = vendor.url
    camera.shoot(vendor, "application")

    # the operator finds it in the queue, takes it in, checks the paper, offers the pitch
    desk.goto(f"{house.url}/desk/")
    desk.fill("[name=login]", "manager")
    desk.fill("[name=password]", PASSWORD)
    desk.press("[name=password]", "Enter")
    desk.wait_for_url("**/desk/")
    camera.shoot(desk, "today")
    desk.goto(f"{house.url}/desk/applications/")
    camera.shoot(desk, "queue")
    desk.get_by_role("link", name=re.compile("蔄记鲜肉")).first.click()
    press(desk, desk.locator("form[action*='/receive/'] button"))
    application = desk.url

    paper = Permit.objects.get()
    expiry = today + timedelta(days=30)
    desk.goto(f"{house.url}/desk/papers/{paper.pk}/")
    camera.shoot(desk, "paper")
    form = desk.locator("form[action*='/accept/']")
    form.locator("[name$=number]").fill("JY23501110153674")
    form.locator("[name$=issued_on]").fill((today - timedelta(days=1700)).isoformat())
    form.locator("[name$=expires_on]").fill(expiry.isoformat())
    press(desk, form.locator("button"))
    until(lambda: Permit.objects.get().state == "accepted", "the paper was accepted")

    desk.goto(application)
    desk.click("a[href*='/offer/']")
    expect(desk.locator(f"#pitch-{place['pitch'].pk}")).to_be_checked()
    desk.fill("[name=rent]", "1700")
    desk.fill("[name=deposit]", "3400")
    expect(desk.locator("#preview")).to_contain_text("1,700.00")
    desk.click("button[name=step][value=look]")
    desk.click("button[name=step][value=send]")
    desk.wait_for_url(lambda url: "/offer/" not in url)

    # the vendor sees the offer with every bill, and accepts
    vendor.goto(followed)
    camera.shoot(vendor, "offer")
    vendor.click("form[action$='/accept/'] button")
    vendor.wait_for_url(re.compile(r"/applications/"))
    expect(vendor.locator("form[action$='/accept/']")).to_have_count(0)

    # the vendor reads the contract, ticks what weighs, and signs with the code
    vendor.click("a[href$='/sign/']")
    camera.shoot(vendor, "contract")
    for box in vendor.locator("[name=ticked]").all():
        box.check()
    vendor.click("button[name=step][value=code]")
    code = vendor.locator("[name=code]")
    code.wait_for()
    code.fill(re.search(r"\d{6}", LocalMessage.objects.order_by("pk").last().body)[0])
    vendor.click("button[name=step][value=sign]")
    vendor.wait_for_url(re.compile(r"/me/leases/[\w-]+/$"))

    # the market signs, the first charge exists, a payment is recorded
    desk.goto(f"{house.url}/desk/leases/{place['market'].leases.get().pk}/")
    desk.click("form[action*='/sign/'] button")
    press(desk, desk.locator("dialog[open] button.primary"))
    until(Charge.objects.exists, "the first bill was charged")
    owed = sum(Charge.objects.values_list("open_fen", flat=True))
    desk.goto(desk.url)
    camera.shoot(desk, "lease")
    account = Charge.objects.first().account_id
    desk.goto(f"{house.url}/desk/money/{account}/")
    camera.shoot(desk, "account")
    record = desk.locator("form[action*='/record/']")
    record.locator("[name$=amount]").fill("3400")
    record.locator("[name$=method]").select_option("wechat")
    record.locator("[name$=reference]").fill("test-1")
    press(desk, record.locator("button").last)
    until(
        lambda: sum(Charge.objects.values_list("open_fen", flat=True)) == owed - 340000,
        "the payment was booked",
    )

    # a star-street night reaches the public calendar
    friday = today + timedelta(days=(4 - today.weekday()) % 7 or 7)
    desk.goto(f"{house.url}/desk/calendar/series/new/")
    desk.fill("[name=name]", "星空街夜市")
    desk.fill("[name=name_en]", "Star Street Night")
    desk.fill("[name=slug]", "star")
    press(desk, desk.locator("main form button.primary"))
    desk.goto(f"{house.url}/desk/calendar/new/")
    desk.select_option("[name=series]", index=1)
    desk.fill("[name=day]", friday.isoformat())
    desk.fill("[name=opens]", "18:00")
    desk.fill("[name=closes]", "01:00")
    desk.locator("main form button.primary").click()
    desk.locator("form[action*='/publish/'] button").click()
    confirm = desk.locator("dialog[open] button.primary")
    if confirm.count():
        confirm.click()
    camera.shoot(desk, "session")
    vendor.goto(f"{house.url}/calendar/?month={friday:%Y-%m}")
    expect(vendor.locator("main")).to_contain_text("星空街夜市")
    camera.shoot(vendor, "calendar")

    # the bell rings, and both reminders lie in the mailbox, in one message
    house.start("beat")
    until(
        lambda: Notice.objects.filter(occasion="digest", state="sent").exists(),
        "both reminders were delivered",
        60,
    )
    vendor.goto(f"{house.url}/mailbox/")
    expect(vendor.locator("main")).to_contain_text("缴费通知")
    expect(vendor.locator("main")).to_contain_text(Permit.objects.get().type.name)
    camera.shoot(vendor, "mailbox")
    vendor.goto(f"{house.url}/me/")
    camera.shoot(vendor, "me")
    vendor.goto(f"{house.url}/me/bills/")
    camera.shoot(vendor, "bills")
    assert camera.complaints == []
