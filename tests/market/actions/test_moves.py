import pytest
from django.db import IntegrityError, transaction

from market.actions import moves
from market.core.actors import HOUSE
from market.core.refusals import Conflict
from market.core.states import PERMIT, PermitState
from market.models import Move, Permit
from tests.builders import AT, a_permit, acting
from tests.races import Runner, until_somebody_waits


@pytest.mark.django_db
def test_a_move_writes_the_state_its_columns_and_the_journal():
    permit = a_permit(state="submitted")

    moves.move(permit, PERMIT, "return", by=acting("checker"), at=AT, reason="模糊", faults="模糊")

    assert (permit.state, permit.faults) == (PermitState.RETURNED, "模糊")
    written = Move.objects.get()
    assert (written.noun, written.thing, written.name) == ("permit", permit.pk, "return")
    assert (written.before, written.after, written.reason) == ("submitted", "returned", "模糊")
    assert (written.at, written.by_name) == (AT, "a checker")


@pytest.mark.django_db
def test_the_locked_row_decides_not_the_copy_in_hand():
    permit = a_permit(state="submitted")
    stale = Permit.objects.get(pk=permit.pk)
    moves.move(permit, PERMIT, "refuse", by=HOUSE, at=AT)

    with pytest.raises(Conflict):
        moves.move(stale, PERMIT, "accept", by=HOUSE, at=AT)

    assert Permit.objects.get(pk=permit.pk).state == PermitState.REFUSED
    assert Move.objects.count() == 1


@pytest.mark.django_db
def test_the_journal_cannot_be_rewritten():
    moves.move(a_permit(state="submitted"), PERMIT, "refuse", by=HOUSE, at=AT)

    for offence in (lambda: Move.objects.update(reason="x"), lambda: Move.objects.all().delete()):
        with pytest.raises(IntegrityError), transaction.atomic():
            offence()


def test_who_comes_second_waits_and_is_judged_by_what_the_first_left(real_transactions):
    permit = a_permit(state="submitted")
    stale = Permit.objects.get(pk=permit.pk)

    with transaction.atomic():
        moves.move(permit, PERMIT, "accept", by=HOUSE, at=AT)
        second = Runner(lambda: moves.move(stale, PERMIT, "refuse", by=HOUSE, at=AT))
        until_somebody_waits()

    assert second.result().code == "not_now"
    assert Permit.objects.get(pk=permit.pk).state == PermitState.ACCEPTED
    assert Move.objects.count() == 1
