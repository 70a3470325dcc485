"""代办, from the list of materials to the paper in the file."""

from datetime import date

import pytest

from market.actions import errands, material_lists
from market.core.refusals import Conflict, Forbidden, Invalid
from market.documents.drawing import pdf_of
from market.models import Move, PermitType
from tests.builders import AT, a_market, a_permit, a_vendor, acting

pytestmark = pytest.mark.django_db
BY = acting("checker")
ON = date(2026, 3, 2)


def kind(code="SD_SMALL_CATERING"):
    return PermitType.objects.get(code=code)


def an_errand(**given):
    market = given.pop("market", None) or a_market()
    vendor = given.pop("vendor", None) or a_vendor(market=market)
    return errands.begin(vendor, market, kind(), by=BY, at=AT, **given)


def complete(errand):
    names = list(errand.materials.values_list("name", flat=True))
    return errands.tick(errand, names, by=BY, at=AT)


def test_it_opens_with_the_materials_of_its_kind_and_without_a_window_for_a_first_paper():
    errand = an_errand()
    assert list(errand.materials.values_list("name", flat=True)) == kind().materials
    assert (errand.state, errand.closes_on, errand.renews) == ("collecting", None, None)


def test_a_renewal_is_due_when_the_window_of_the_old_paper_closes():
    vendor = a_vendor()
    old = a_permit(vendor=vendor, type=kind(), expires_on=date(2026, 4, 30))
    errand = an_errand(vendor=vendor)
    assert (errand.renews, errand.closes_on, errand.due_on) == (
        old,
        date(2026, 3, 31),
        date(2026, 3, 31),
    )


def test_one_paper_is_seen_to_once_at_a_time():
    market, vendor = a_market(), a_vendor()
    an_errand(market=market, vendor=vendor)
    with pytest.raises(Conflict) as refused:
        an_errand(market=market, vendor=vendor)
    assert refused.value.code == "errand_open"


def test_it_is_not_handed_in_while_something_is_missing():
    errand = an_errand()
    errands.tick(errand, ["营业执照"], by=BY, at=AT)
    with pytest.raises(Conflict, match="小餐饮登记申请书") as refused:
        errands.submit(errand, on=ON, by=BY, at=AT)
    assert "营业执照、" not in str(refused.value)


def test_from_the_materials_to_the_paper_that_replaces_the_old_one():
    vendor = a_vendor()
    old = a_permit(vendor=vendor, type=kind(), expires_on=date(2026, 4, 30))
    errand = complete(an_errand(vendor=vendor))

    errands.submit(errand, on=ON, receipt="受理〔2026〕7号", by=BY, at=AT)
    old.refresh_from_db()
    assert (errand.state, errand.due_on, errand.submitted_by) == (
        "submitted",
        date(2026, 3, 9),
        BY.name,
    )
    assert (old.renewal_applied_on, old.renewal_in_time) == (ON, True)

    errands.receive(errand, on=ON, by=BY, at=AT)
    assert (errand.state, errand.due_on) == ("received", date(2026, 3, 23))
    errands.correct(errand, corrections="补签字", due_on=date(2026, 3, 6), by=BY, at=AT)
    assert (errand.state, errand.due_on) == ("correcting", date(2026, 3, 6))
    errands.submit(errand, on=ON, by=BY, at=AT)

    errands.collect(errand, number="SD-1", issued_on=ON, expires_on=date(2029, 3, 1), by=BY, at=AT)
    old.refresh_from_db()
    assert (errand.state, errand.due_on) == ("collected", None)
    assert errand.permit is not None
    assert (errand.permit.state, errand.permit.renews, old.state) == ("accepted", old, "replaced")
    names = Move.objects.filter(noun="errand").order_by("pk").values_list("name", flat=True)
    assert list(names) == ["submit", "receive", "correct", "submit", "collect"]


def test_a_day_to_come_is_not_noted_and_what_is_over_is_not_ticked():
    errand = complete(an_errand())
    with pytest.raises(Invalid, match="yet to come"):
        errands.submit(errand, on=date(2026, 3, 3), by=BY, at=AT)
    errands.drop(errand, reason="不办了", by=BY, at=AT)
    with pytest.raises(Conflict):
        errands.tick(errand, [], by=BY, at=AT)


def test_the_list_of_materials_is_a_paper_that_stays_the_same_while_nothing_changes():
    errand = an_errand()
    first = material_lists.print_(errand, by=BY, at=AT)
    assert material_lists.print_(errand, by=BY, at=AT) == first
    complete(errand)
    second = material_lists.print_(errand, by=BY, at=AT)
    assert second != first
    assert pdf_of(second).startswith(b"%PDF")


@pytest.mark.parametrize("role", ["cashier", "steward", "auditor"])
def test_who_does_not_check_papers_opens_no_errand(role):
    with pytest.raises(Forbidden):
        errands.begin(a_vendor(), a_market(), kind(), by=acting(role), at=AT)
