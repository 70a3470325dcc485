"""What a change breaks, by the law that says so."""

from dataclasses import replace
from datetime import date, time

import pytest

from events.core.breaches import Change, Remedy, breaches, when_cancelled
from events.core.filings import answer_due, needed
from events.core.leads import Lead, Leads, Unit
from events.core.occasions import Feature, Occasion
from market.core.hours import Hours
from market.core.workdays import Calendar

FESTIVAL = Occasion(date(2026, 8, 19), Hours.between(time(18), time(22)), people=4800, place=1)


def said(after, before=FESTIVAL):
    return [(each.code, each.remedy, each.changes) for each in breaches(before, after)]


def test_a_new_time_needs_the_approval_of_the_police_before_the_old_one_regulation_505_article_15():
    (later,) = breaches(FESTIVAL, replace(FESTIVAL, day=date(2026, 8, 20)))
    (sooner,) = breaches(FESTIVAL, replace(FESTIVAL, day=date(2026, 8, 18)))

    assert (later.remedy, later.changes, later.by) == (
        Remedy.APPROVAL,
        (Change.TIME,),
        date(2026, 8, 19),
    )
    assert sooner.by == date(2026, 8, 18)
    assert "第15条" in later.source


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"place": 2}, Change.PLACE),
        ({"features": frozenset({Feature.BARBECUE})}, Change.CONTENT),
        ({"people": 4900}, Change.MORE_PEOPLE),
    ],
)
def test_a_new_place_new_content_or_more_people_is_applied_for_again_regulation_505_article_15(
    change, why
):
    assert said(replace(FESTIVAL, **change)) == [("MASS_EVENT", Remedy.APPLY_AGAIN, (why,))]


def test_from_five_thousand_people_another_authority_decides_regulation_505_article_12():
    (breach,) = breaches(FESTIVAL, replace(FESTIVAL, people=5200))

    assert (breach.remedy, breach.changes, breach.authority, breach.by) == (
        Remedy.APPLY_AGAIN,
        (Change.MORE_PEOPLE, Change.AUTHORITY),
        "市级公安机关",
        date(2026, 7, 30),
    )


def test_fewer_people_break_nothing():
    assert breaches(FESTIVAL, replace(FESTIVAL, people=4000)) == ()


def test_a_change_that_brings_a_new_filing_says_so():
    small = replace(FESTIVAL, people=900)

    assert said(FESTIVAL, small) == [("MASS_EVENT", Remedy.NEW, (Change.MORE_PEOPLE,))]


def test_a_performance_is_approved_anew_and_a_food_fair_reported_anew():
    fair = replace(
        FESTIVAL, people=300, features=frozenset({Feature.FOOD_FAIR, Feature.PAID_PERFORMANCE})
    )
    moved = replace(fair, day=date(2026, 8, 21))

    assert said(moved, fair) == [
        ("PERFORMANCE", Remedy.APPLY_AGAIN, (Change.TIME,)),
        ("FOOD_FAIR_REPORT", Remedy.REPORT_AGAIN, (Change.TIME,)),
    ]
    assert breaches(fair, replace(fair, people=500)) == ()


def test_cancelling_is_told_in_writing_and_the_permit_goes_back_regulation_505_article_15():
    (breach,) = when_cancelled(FESTIVAL)

    assert (breach.remedy, breach.by, breach.source) == (
        Remedy.GIVE_BACK,
        date(2026, 8, 19),
        "大型群众性活动安全管理条例（国务院令第505号）第15条",
    )
    assert when_cancelled(replace(FESTIVAL, people=500)) == ()


def test_an_authority_may_count_in_working_days_and_a_holiday_moves_the_last_day():
    calendar = Calendar(holidays=frozenset({date(2026, 8, 17)}), published=frozenset({2026}))
    leads = Leads({"MASS_EVENT": Lead(5, 2, Unit.WORKING_DAY, "县局公告")}, calendar)

    (need,) = needed(FESTIVAL, leads)

    # back from Wednesday the 19th: 18, 14, 13, 12, 11; the 17th is off
    assert (need.apply_by, need.decided_by, need.source) == (
        date(2026, 8, 11),
        date(2026, 8, 13),
        "县局公告",
    )
    assert answer_due("MASS_EVENT", date(2026, 8, 14), leads) == date(2026, 8, 19)
    assert answer_due("FOOD_FAIR_REPORT", date(2026, 8, 14)) is None
