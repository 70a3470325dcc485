"""The form as a screen reader says it: every question by its name, every fault at its question.

The transcript lies beside this file, to be read; where the form changes, it is written anew with
HUIQUAN_TRANSCRIPT=1.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Route, sync_playwright

from tests.builders import AT, a_market, a_pitch, a_zone
from tests.journeys.browsers import CHROMIUM, NEEDS_CHROMIUM, QUIET

HERE = "http://huiquan.test"
TRANSCRIPT = Path(__file__).parent / "read_aloud.txt"
SOLD = {"trade": "鲜肉", "goods": "猪肉"}
WHERE = {**SOLD, "kind": "stall", "starts_on": "2026-04-01", "months": "12"}

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.browser,
    NEEDS_CHROMIUM,
]


@pytest.fixture
def steps() -> dict[str, bytes]:
    """The steps as pages in Chinese, with what is said where something is wrong."""
    hall = a_zone(market=a_market(name="汇泉农贸市场"), name="农贸大厅")
    a_pitch(zone=hall, code="A-12", goods=["鲜肉"], guide_rent_fen=170000)
    client = Client(headers={"Accept-Language": "zh-CN"})
    with time_machine.travel(AT, tick=False):
        answers = {
            "卖什么": client.get("/apply/"),
            "没选就往下走": client.get("/apply/where/", {"goods": "猪肉"}),
            "在哪儿": client.get("/apply/where/", WHERE),
            "您是谁": client.get("/apply/who/", WHERE),
            "号码和身份证号不对": client.post(
                "/apply/who/",
                {**WHERE, "name": "", "phone": "12345", "id_number": "37108119900101001"},
            ),
        }
    return {name: answer.content for name, answer in answers.items()}


def read_aloud(steps: dict[str, bytes]) -> Iterator[str]:
    """What is read of each page, from its first heading on."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            route.fulfill(path=finders.find(path.removeprefix("/static/")))
        else:
            name = list(steps)[int(path.strip("/"))]
            route.fulfill(content_type="text/html; charset=utf-8", body=steps[name])

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        context = browser.new_context(locale="zh-CN", java_script_enabled=False)
        context.route("**/*", answer)
        page = context.new_page()
        for place, name in enumerate(steps):
            page.goto(f"{HERE}/{place}")
            said = page.locator("main").aria_snapshot()
            yield f"== {name}\n{re.sub(r'pitch=[0-9]+', 'pitch=…', said)}\n"
        browser.close()


def test_the_form_is_read_aloud_as_it_is_written_down(steps):
    read = "\n".join(read_aloud(steps))
    if os.environ.get("HUIQUAN_TRANSCRIPT"):
        TRANSCRIPT.write_text(read, "utf-8")
    assert read == TRANSCRIPT.read_text("utf-8")
