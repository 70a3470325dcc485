import pytest

from market.actions import permits, reveals
from market.core.actors import STRANGER
from market.queries.journal import moves_seen_by, reveals_seen_by
from market.queries.notices import notices_seen_by
from tests.builders import AT, a_market, a_permit, a_user, a_vendor, acting, as_vendor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "sees"),
    [("owner", 1), ("manager", 1), ("auditor", 1), ("cashier", 0), ("checker", 0), ("steward", 0)],
)
def test_the_journal_is_for_those_who_watch_over_that_market(role, sees):
    market = a_market()
    vendor = a_vendor(market=market)
    permits.withdraw(a_permit(vendor=vendor), by=acting(), at=AT)
    reveals.note(vendor, subject="vendor:1", reason="x", by=acting(), at=AT)
    here, elsewhere = acting(role, market=market), acting(role, market=a_market())
    assert (moves_seen_by(here).count(), reveals_seen_by(here).count()) == (sees, sees)
    assert (moves_seen_by(elsewhere).count(), reveals_seen_by(elsewhere).count()) == (0, 0)
    assert (moves_seen_by(as_vendor(vendor)).count(), moves_seen_by(STRANGER).count()) == (0, 0)


def test_messages_are_seen_by_their_reader_and_by_those_who_send_them():
    market, user = a_market(), a_user()
    vendor = a_vendor(market=market, phone="13800000001")
    permit = a_permit(vendor=vendor, state="submitted")
    permits.refuse(permit, reason="不清楚", by=acting(), at=AT)

    for reader in (acting("manager", market=market), as_vendor(vendor)):
        assert notices_seen_by(reader).count() == 1
    others = (acting("steward", market=market), acting("manager", market=a_market()))
    for reader in (*others, as_vendor(a_vendor(), user=user), STRANGER):
        assert notices_seen_by(reader).count() == 0
