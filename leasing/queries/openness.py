"""What may be done with an application now, as far as the reader knows how it stands."""

from leasing import rules
from leasing.core.states import APPLICATION
from leasing.core.telling import told_state
from leasing.models import Application
from market.core.actors import Actor


def moves_open(application: Application, by: Actor) -> list[str]:
    """The moves open to this reader. To whom a decision was not told, it has not happened."""
    state = application.state
    if not rules.allows(by, "application.see_decision", application):
        state = told_state(state, application.decided_from)
    return [
        move
        for move in APPLICATION.open_from(state)
        if rules.allows(by, f"application.{move}", application)
    ]
