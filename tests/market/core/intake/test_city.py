"""The shipped map, on invented permits with the faults of a real city's list."""

from datetime import date
from pathlib import Path

from market.core.intake import PERMITS, PermitRow, Standing
from market.core.maps import read_map, read_table
from market.core.readings import Until

ROOT = Path(__file__).parents[4]
MAP = read_map((ROOT / "market/maps/sf-mobile-food-permits.json").read_text("utf-8"))
DATA = (ROOT / "tests/data/permits-like-the-city.csv").read_bytes()
ROWS = {row.line: row for row in read_table(DATA, PERMITS, MAP).rows}


def permit(*told):
    holder, number, standing, issued_on, expires, place, reference = told
    return PermitRow(
        holder=holder,
        type="SD_FOOD_STALL_CARD",
        number=number,
        standing=standing,
        issued_on=issued_on,
        expires=expires and Until(expires),
        place=place,
        reference=reference,
    )


def test_each_line_is_a_permit_for_one_place_and_keeps_the_line_it_begins_on():
    issued, expires = date(2021, 11, 5), date(2022, 11, 15)
    lantern = ("Lantern Noodles LLC", "21MFF-90001", Standing.IN_FORCE, issued, expires)
    tofu, ferry = "Three Rivers Tofu", "Old Ferry Skewers, Inc. dba. Night Skewers"
    assert {line: row.value for line, row in ROWS.items() if row.value} == {
        2: permit(*lantern, "1 HARBOUR ST", "900001"),
        3: permit(*lantern, "2 HARBOUR ST", "900002"),
        4: permit(
            *("Grandmother's Pancakes #4 / #36", "18MFF-9002", Standing.LAPSED),
            *(date(2017, 12, 28), date(2018, 7, 15), "3 HARBOUR ST", "900003"),
        ),
        6: permit(
            *(tofu, "22MFF-90003", Standing.REQUESTED, None, None),
            *("Assessors Block /Lot", "900004"),
        ),
        7: permit(
            *(tofu, "22MFF-90004", Standing.REQUESTED, None, date(2022, 1, 15)),
            *("4 HARBOUR ST", "900005"),
        ),
        8: permit(
            *(ferry, "16MFF-9005", Standing.SUSPENDED, None, None, "5 HARBOUR ST", "900006"),
        ),
        9: permit(
            *("Quick Buns", "17MFF-9006", Standing.IN_FORCE),
            *(date(2018, 8, 1), date(2019, 7, 15), "6 HARBOUR ST", "900007"),
        ),
    }


def test_every_other_line_is_listed_with_its_column_and_reason():
    assert {
        line: [(fault.column, fault.code, str(fault)) for fault in row.faults]
        for line, row in ROWS.items()
        if row.faults
    } == {
        10: [
            (
                "ExpirationDate",
                "lapsed_without_day",
                "The list says that this paper has lapsed, and does not say when. "
                "Add its last day.",
            )
        ],
        11: [
            (
                "Status",
                "unknown_word",
                "INACTIVE is not known here. Known are: APPROVED, ISSUED, EXPIRED, REQUESTED, "
                "SUSPEND.",
            ),
            (
                "Approved",
                "no_such_day",
                "There is no such day as 13/45/2018 12:00:00 AM. Please check it.",
            ),
            (
                "ExpirationDate",
                "bad_date",
                "soon is not a date we can read. Write it like 2026-03-05.",
            ),
        ],
        12: [("Applicant", "nothing_there", "Applicant is missing.")],
        13: [
            (
                "ExpirationDate",
                "expires_before_issued",
                "The last day, 2019-07-15, lies before the day of issue. "
                "Please look at the paper again.",
            )
        ],
        15: [
            (
                "",
                "said_otherwise",
                "Line 3 says something else of the same. Keep one of the two.",
            )
        ],
        16: [
            (
                "",
                "too_many_cells",
                "This line has more than the 12 cells of the header: a comma or a quote has "
                "slipped.",
            )
        ],
    }
    assert {line: str(row.skipped) for line, row in ROWS.items() if row.skipped} == {
        14: "Line 2 says the same."
    }


def test_no_line_is_lost():
    assert sorted(ROWS) == [*range(2, 5), *range(6, 17)]


def test_vendors_may_be_made_from_the_applicants():
    assert MAP.creates == {"vendors"}
