"""The same application without scripts, and by a program that has read nothing but the document."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from leasing.actions import prices
from leasing.models import Application
from market import clock
from market.core.actors import HOUSE
from market.models import Upload, Vendor
from tests.journeys.browsers import CHROMIUM, NEEDS_CHROMIUM, QUIET
from tests.journeys.place import a_photo, a_place

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "examples" / "apply.py"


@pytest.fixture
def place(real_transactions, settings, tmp_path, monkeypatch):
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    settings.UPLOADS = tmp_path / "uploads"
    place = a_place()
    prices.settle(
        place["market"],
        "stall",
        from_day=clock.today(),
        deposit_months=2,
        by=HOUSE,
        at=clock.now(),
    )
    return place


@pytest.mark.browser
@NEEDS_CHROMIUM
def test_without_scripts_every_step_is_a_page(place, live_server):
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(
            viewport={"width": 360, "height": 740}, locale="en-GB", java_script_enabled=False
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.goto(f"{live_server.url}/apply/")
        page.check("[name=trade][value=鲜肉]")
        page.fill("[name=goods]", "猪肉")
        page.click("form.apply .bar .primary")

        # what is free, on the plan; tapped, it says what it costs before anything is sent
        page.click(".pitch[href]")
        assert "¥1,700.00" in page.inner_text("main")
        assert "¥3,400.00" in page.inner_text("main")
        assert not Application.objects.exists()
        page.click("form.apply .bar .primary")
        page.fill("[name=name]", "蔄记鲜肉")
        page.fill("[name=phone]", "1990000")
        page.click("form.apply .bar .primary")
        assert page.inner_text(".errors")
        assert page.input_value("[name=name]") == "蔄记鲜肉"
        page.fill("[name=phone]", "199 0000 0012")
        page.click("form.apply .bar .primary")

        photo = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": a_photo()}
        page.set_input_files("[data-paper=BIZ_LICENSE] noscript [name=file]", photo)
        page.click("[data-paper=BIZ_LICENSE] noscript button")
        assert "To be checked" in page.inner_text("[data-paper=BIZ_LICENSE]")
        page.click(".bar a.primary")
        page.click("form .bar button.primary")
        assert re.search(r"/applications/A-\w+-\w+/$", page.url)
        assert "What happens next" in page.inner_text("main")
        browser.close()
    application = Application.objects.get()
    assert (application.state, application.goods, application.wish) == (
        "submitted",
        ["猪肉"],
        place["pitch"],
    )
    assert Upload.objects.count() == 1


def test_a_program_applies_by_the_api_document_alone(place, live_server, tmp_path):
    photos = [tmp_path / name for name in ("licence.jpg", "certificate.jpg")]
    for photo in photos:
        photo.write_bytes(a_photo())
    command = [sys.executable, SCRIPT, live_server.url, "199", "0000", "0012", *photos]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert told.returncode == 0, told.stderr
    application = Application.objects.get()
    assert told.stdout.splitlines() == [
        "A-12: 1700.00 a month, 3400.00 deposit",
        f"{application.reference} submitted 2 papers",
    ]
    assert (application.state, Upload.objects.count()) == ("submitted", 2)
    assert Vendor.objects.get().phone == "19900000012"
    assert len(SCRIPT.read_text().splitlines()) <= 60
    used = re.findall(r"^(?:import|from) (\w+)", SCRIPT.read_text(), re.MULTILINE)
    assert set(used) <= sys.stdlib_module_names
