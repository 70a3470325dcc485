"""The journal: what was done to what, for those who watch over it."""

import pytest

from market.actions import permits
from market.core.actors import HOUSE
from market.models import Move
from market.templatetags.desk_words import done
from tests.market.pages.desk.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def journal(place, at_the_desk):
    permits.refuse(place.permit, reason="another market's", by=HOUSE, at=AT)

    def read(role, query=""):
        return at_the_desk(role).get(f"/desk/journal/{query}")

    return read


def test_a_line_says_what_was_done_to_whose_thing_and_leads_to_it(journal, place):
    line = journal("auditor").context["lines"][0]
    assert (line.move.name, line.who) == ("refuse", "the house itself")
    assert (line.thing.whose, line.thing.url) == (
        place.vendor.name,
        f"/desk/papers/{place.permit.pk}/",
    )


def test_who_does_not_watch_over_the_market_reads_nothing(journal):
    assert journal("cashier").context["lines"] == []
    assert b"Nothing to read here" in journal("cashier").content


def test_the_journal_is_narrowed_by_words_and_day(journal):
    assert len(journal("owner", "?q=another").context["lines"]) == 1
    assert journal("owner", "?on=2020-01-01").context["lines"] == []


@pytest.mark.parametrize(
    ("noun", "name", "said"),
    [
        ("permit", "accept", "Checked"),
        ("application", "accept", "Offer accepted"),
        ("signup", "accept", "Accepted"),
        ("permit", "return", "Sent back"),
        ("permit", "something_new", "something new"),
    ],
)
def test_a_move_is_said_as_its_noun_says_it(noun, name, said):
    assert done(Move(noun=noun, name=name)) == said
