"""The charge run over 5,000 leases, its process killed three times: every bill is charged once."""

import signal
import time
from datetime import UTC, datetime

from django.db import connection, transaction
from django.db.models import Count

from leasing.actions import billing
from leasing.bench import ground
from leasing.models import Instalment, Unbilled
from market.core.actors import HOUSE
from market.demo import stock
from market.models import Charge
from market.queries.reconciling import differences
from tests.killing import killed_at
from tests.market.actions.providers import in_a_child

LEASES = 5_000
AT = datetime(2026, 3, 25, 1, 0, tzinfo=UTC)
# a statement in the middle of a part of the run: some parts before it are committed
KILLED_AT = (8, 10, 12)


def killed(statement):
    connection.close()

    def work():
        with killed_at(statement):
            billing.charge_due(by=HOUSE, at=AT)

    code = in_a_child(work)
    until_nobody_works()
    return code


def until_nobody_works():
    """The database takes a moment to see that somebody is gone, and rolls back what was begun."""
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
            )
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)
    raise AssertionError("somebody works on")


def lines_and_charges():
    """How many charges there should be and are, and how many of them are doubled."""
    due = Instalment.objects.filter(bill_on__lte=AT.date())
    wanted = due.values_list("lines__vendor", "lines__line__item", "pk").distinct().count()
    keys = Charge.objects.filter(key__startswith="lease/").values("key").annotate(n=Count("pk"))
    return wanted, keys.count(), keys.filter(n__gt=1).count()


def test_killed_three_times_it_goes_on_and_charges_every_bill_once(real_transactions, monkeypatch):
    monkeypatch.setattr(billing, "CHUNK", 1_000)
    with transaction.atomic():
        ground.lay(LEASES, at=AT)
    stock.take()

    charged = []
    for statement in KILLED_AT:
        assert killed(statement) == -signal.SIGKILL
        charged.append(Charge.objects.count())
    billing.charge_due(by=HOUSE, at=AT)

    assert charged == sorted(charged) and charged[-1] > charged[0]
    wanted, made, doubled = lines_and_charges()
    assert (made, doubled) == (wanted, 0)
    assert not Unbilled.objects.filter(bill_on__lte=AT.date()).exists()
    assert billing.charge_due(by=HOUSE, at=AT).counts["charged"] == 0
    stock.take()
    assert differences() == []
