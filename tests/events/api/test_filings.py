"""The door alone: who is let in, what shape the answer has, how a refusal reads."""

import pytest

from events.core.materials import materials
from tests.builders import a_market, a_vendor
from tests.events.api.callers import Caller, a_manager, a_vendors_caller, ids_of
from tests.events.builders import (
    a_filing,
    a_series,
    a_session,
)

pytestmark = pytest.mark.django_db


def test_filings_are_seen_and_answered_by_the_markets_people(market, manager):
    session = a_session("planned", series=a_series(market=market), expected_people=4800)
    filing = a_filing(session)
    path = f"/filings/{filing.pk}"

    status, seen = manager("GET", path)
    assert (status, seen) == (
        200,
        {
            "id": filing.pk,
            "session": session.pk,
            "code": "MASS_EVENT",
            "zh": "大型群众性活动安全许可",
            "authority": "县级公安机关",
            "apply_by": "2026-06-27",
            "late": False,
            "state": "needed",
            "can": ["apply"],
            "number": "",
            "decided_by": "2026-07-04",
            "remedy": "",
            "materials": [
                {
                    "position": place,
                    "name": each.zh,
                    "name_en": each.en,
                    "ready": False,
                    "file": None,
                }
                for place, each in enumerate(materials("MASS_EVENT"))
            ],
        },
    )
    assert manager("POST", f"{path}/apply", {})[1]["can"] == ["grant", "refuse"]
    status, problem = manager("POST", f"{path}/grant", {})
    assert (status, problem["code"], problem["facts"]["field"]) == (422, "number_needed", "number")
    assert manager("POST", f"{path}/grant", {"number": "12"})[1]["state"] == "granted"
    assert ids_of(manager("GET", "/filings?state=granted")) == [filing.pk]
    assert ids_of(manager("GET", "/filings?state=needed")) == []


def test_nobody_else_hears_of_filings():
    filing = a_filing()

    assert Caller()("GET", f"/filings/{filing.pk}")[0] == 401
    assert a_vendors_caller(a_vendor())("GET", "/filings")[0] == 403
    other = a_manager(a_market())
    assert other("GET", f"/filings/{filing.pk}")[0] == 404
    assert ids_of(other("GET", "/filings")) == []


def test_a_filing_refused_by_the_authority_keeps_its_reason(market, manager):
    session = a_session("planned", series=a_series(market=market), expected_people=4800)
    filing = a_filing(session)
    manager("POST", f"/filings/{filing.pk}/apply", {})

    status, refused = manager("POST", f"/filings/{filing.pk}/refuse", {"reason": "缺消防方案"})

    assert (status, refused["state"], refused["can"]) == (200, "refused", ["apply"])
