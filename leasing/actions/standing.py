"""Where an application stands: judged for the one who asks, as far as they were told."""

from datetime import date

from leasing import rules
from leasing.core.states import APPLICATION
from leasing.core.telling import told_state
from leasing.models import Application, Decision
from market.core.actors import Actor
from market.core.refusals import Conflict
from market.models import Vendor


def judge(application: Application, name: str, *, by: Actor, already: str = "") -> Application:
    """Lock it and judge a move by what its applicant knows, so that a refusal tells no secret.

    already: the state in which there is nothing left to do, and nothing to refuse. Raises
    Conflict("not_now") where the move is not open. Who may see decisions is judged by move().
    """
    locked = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if locked.state != already and not rules.allows(by, "application.see_decision", locked):
        APPLICATION.after(told_state(locked.state, locked.decided_from), name)
    return locked


def refuse_barred(vendor: Vendor, *, on: date) -> None:
    """This will refuse whoever is barred on a day, and name the last day of it.

    The day is read anew: it may have been set since the vendor was looked up.
    """
    until = Vendor.objects.values_list("barred_until", flat=True).get(pk=vendor.pk)
    if until is not None and until >= on:
        raise Conflict(
            "vendor_barred",
            "This vendor may not trade here until {until}.",
            until=until,
        )


def forget_decision(application: Application) -> None:
    """What was decided and not told is over."""
    Decision.objects.filter(application=application).delete()
