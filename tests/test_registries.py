"""What settings name as strings is there, and is of the kind it should be."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.module_loading import import_string

from market.config import environment

NAMES = [
    *(job["run"] for job in settings.JOBS.values()),
    *settings.PREVIEW_KINDS.values(),
    *settings.IMPORT_KINDS.values(),
    *settings.BENCHES.values(),
    *settings.CHANNELS.values(),
    *settings.DESK_WAITING,
    *settings.VENDOR_GLANCE,
    *settings.HOME_CARDS,
    *settings.WORD_TABLES,
    *settings.DEMO_PARTS,
    *settings.REMINDED.values(),
    *settings.VENDOR_ZONES,
    *settings.SHUT_GROUND,
    *settings.VENDOR_DATA,
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_the_settings_leads_somewhere(name):
    assert import_string(name) is not None


@pytest.mark.parametrize("place", [*settings.DESK_RAIL, *settings.VENDOR_TABS])
def test_the_rail_and_the_tabs_lead_to_pages(place):
    assert reverse(place[1]).startswith("/")


def test_no_shelf_of_the_desk_stands_on_a_vendors_page():
    desk, vendors = (
        {place[0] for place in where} for where in (settings.DESK_RAIL, settings.VENDOR_TABS)
    )

    assert not desk & vendors
    assert all(
        not reverse(name).startswith("/desk/")
        for tab in vendors
        for _key, name, _words in settings.SHELVES.get(tab, [])
    )


@pytest.mark.django_db
def test_an_address_that_nothing_answers_is_a_problem_on_the_api_and_a_page_elsewhere():
    on_the_api = Client().get("/api/v1/permits/null/accept")
    on_a_page = Client().get("/nowhere/")

    assert (on_the_api.status_code, on_the_api.json()["code"]) == (404, "missing")
    assert on_the_api["Content-Type"] == "application/problem+json"
    assert (on_a_page.status_code, on_a_page["Content-Type"][:9]) == (404, "text/html")


def test_a_broken_seal_key_stops_the_start_with_a_sentence():
    with pytest.raises(environment.BadEnvironment, match="HUIQUAN_SEAL_KEYS"):
        environment.read({"HUIQUAN_DEMO": "1", "HUIQUAN_SEAL_KEYS": "not-a-key"})
