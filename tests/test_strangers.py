"""What is somebody else's is not found: every address of the house, tried by those it is not for.

The addresses come out of the house's own tables, so that a new one is tried too. What stands in
it must be in tests/strangers/table.py; where it is not, the first test fails.
"""

from urllib.parse import unquote

import pytest

from tests.strangers.addresses import operations, pages
from tests.strangers.house import built
from tests.strangers.table import BY_COLUMN, BY_ID, OF_THE_HOUSE, OPEN, SECRETS, WORDS

pytestmark = pytest.mark.django_db

PAGES = tuple(each for each in pages() if not each.path.startswith("admin/"))
OPERATIONS = tuple(operations())


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    with built(django_db_blocker) as made:
        yield made


def test_every_place_of_every_address_is_in_the_table():
    told = [*sum(BY_ID.values(), ()), *sum(BY_COLUMN.values(), ()), *WORDS, *SECRETS]
    asked = {place for each in (*PAGES, *OPERATIONS) for place in each.places()}
    assert sorted(asked ^ set(told)) == []
    assert len(told) == len(set(told))


# the desk lets nobody else in, whatever they press: asked for once
AT_THE_DOOR = (("POST", "nobody"), ("POST", "vendor"))


def is_somebodys(address):
    """Whether a thing that is not for everybody stands in the address."""
    rows = [*sum(BY_ID.values(), ()), *sum(BY_COLUMN.values(), ())]
    return any(place in rows and place not in OPEN for place in address.places())


def is_of_the_house(address):
    return address.path.startswith(OF_THE_HOUSE)


def leads_away(house, address, method, answer):
    """To the way in; or, from a button that was not pressed, to where the button is."""
    way_in = answer.location.startswith(("/accounts/login/", "/enter/"))
    above = unquote(answer.location.partition("?")[0])
    return way_in or (method == "GET" and house.path(address).startswith(above) and above != "")


@pytest.mark.parametrize("who", ["nobody", "vendor", "operator"])
def test_the_api_finds_nothing_of_somebody_elses(house, who):
    wrong = []
    for address in OPERATIONS:
        (method,) = address.methods
        answer = getattr(house, who).ask(house, address, method)
        theirs = is_somebodys(address) and not (who == "operator" and is_of_the_house(address))
        if answer.told or (theirs and answer.status not in (401, 403, 404)):
            wrong.append((method, address.path, answer))
    assert wrong == []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("who", ["nobody", "vendor", "operator"])
def test_no_page_finds_anything_of_somebody_elses(house, who, method):
    wrong = []
    for address in PAGES:
        if (method, who) in AT_THE_DOOR and address.path.startswith("desk/"):
            continue
        answer = getattr(house, who).ask(house, address, method)
        theirs = is_somebodys(address) and not (who == "operator" and is_of_the_house(address))
        away = leads_away(house, address, method, answer)
        if answer.told or (theirs and answer.status not in (403, 404, 405) and not away):
            wrong.append((method, address.path, answer))
    assert wrong == []


def test_who_only_reads_here_does_nothing(house):
    """An auditor of this very market tries every deed of the API, with a body that fits."""
    done = []
    for address in OPERATIONS:
        (method,) = address.methods
        if method != "GET" and is_somebodys(address):
            answer = house.auditor.ask(house, address, method)
            if answer.status < 400:
                done.append((method, address.path))
    assert done == [
        ("POST", "api/v1/uploads/<key>/open"),  # with a reason that is kept
        ("POST", "api/v1/notices/<notice_id>/evidence"),
    ]


def test_what_the_table_puts_into_an_address_is_there(house):
    """Else nothing above would prove anything: somebody whose it is does find it."""
    rows = {*sum(BY_ID.values(), ()), *sum(BY_COLUMN.values(), ())}
    found = set()
    for who in (house.owner, house.insider):
        for address in (*OPERATIONS, *PAGES):
            for method in address.methods:
                here = rows & {*address.places()} - found
                if here and found_by(who.ask(house, address, method)):
                    found |= here
    assert sorted(rows - found) == []


def found_by(answer):
    """Whether the thing in the address was looked at: a body is judged before it is looked for."""
    unread = answer.status in (401, 403, 404, 405) or answer.location.startswith("/enter/")
    return not unread and answer.code != "invalid"
