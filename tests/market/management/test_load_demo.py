"""manage.py load_demo: only in a demo, whole or not at all."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from market.models import Market

pytestmark = pytest.mark.django_db


def begin(*, at):
    Market.objects.create(code="half", name="半个市场")


def ring(*, at):
    transaction.on_commit(lambda: None)


def break_off(*, at):
    raise RuntimeError("the second part")


def test_a_real_market_is_spared_the_log_ins_that_everybody_knows(settings):
    settings.DEMO = False
    for words in ([], ["--logins"]):
        with pytest.raises(CommandError, match="HUIQUAN_DEMO=1"):
            call_command("load_demo", *words)
    assert not Market.objects.exists()


def test_where_a_part_fails_nothing_is_left_behind(settings):
    settings.DEMO = True
    settings.DEMO_PARTS = [f"{__name__}.begin", f"{__name__}.break_off"]
    with pytest.raises(RuntimeError, match="the second part"):
        call_command("load_demo")
    assert not Market.objects.exists()


def test_what_was_said_in_the_past_rings_no_bell(settings, django_capture_on_commit_callbacks):
    settings.DEMO = True
    settings.DEMO_PARTS = [f"{__name__}.begin", f"{__name__}.ring"]
    out = io.StringIO()
    with django_capture_on_commit_callbacks() as bells:
        call_command("load_demo", stdout=out)
    assert out.getvalue().startswith("The demo market is here: 0 pitches, 0 vendors, in ")
    assert bells == []


def test_the_log_ins_name_every_operator_and_the_password(settings):
    settings.DEMO = True
    out = io.StringIO()
    call_command("load_demo", "--logins", stdout=out)
    told = out.getvalue()
    for word in ("owner", "manager", "cashier", "checker", "steward", "auditor", "huiquan-demo"):
        assert word in told
