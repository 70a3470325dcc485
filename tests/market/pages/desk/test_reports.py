"""The first reports, on the page and as spreadsheets."""

import pytest

pytestmark = pytest.mark.django_db


def rows(answer):
    return b"".join(answer.streaming_content).decode().removeprefix("\ufeff").splitlines()


def test_a_month_is_chosen_in_the_address(place, at_the_desk):
    money = at_the_desk("owner").get("/desk/reports/?month=2026-01").context["money"]
    assert (money.charged_fen, money.paid_fen, money.open_fen) == (170000, 50000, 120000)


def test_a_month_that_cannot_be_read_is_this_one(place, at_the_desk):
    assert at_the_desk("owner").get("/desk/reports/?month=soon").status_code == 200


@pytest.mark.parametrize(
    ("what", "written"),
    [
        ("money", ["For,Charged,Paid of it,Still owed", "Rent,1700.00,500.00,1200.00"]),
        (
            "papers",
            [
                "Paper,Valid,Expiring,Lapsed,To be checked,Sent back",
                "Certificate of origin or purchase record,0,0,0,1,1",
            ],
        ),
    ],
)
def test_a_report_goes_into_a_spreadsheet(what, written, place, at_the_desk):
    answer = at_the_desk("owner").get(f"/desk/reports/?month=2026-01&export={what}")
    assert rows(answer) == written


def test_a_zone_goes_into_a_spreadsheet_with_its_states(place, at_the_desk):
    [heads, line] = rows(at_the_desk("owner").get("/desk/reports/?export=zones"))
    assert heads.startswith("Zone,Free,Let,")
    assert line.split(",")[1:] == ["1", "0", "0", "0", "0", "0", "0"]
