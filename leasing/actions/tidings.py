"""What an applicant is told when something is done: written down once, and shown beforehand."""

from datetime import datetime

from leasing.core.telling import OCCASIONS
from leasing.models import Application
from market.actions import notices
from market.core.occasions import Words
from market.core.phrases import sketch
from market.models import Move


def tell(application: Application, move: str, *, at: datetime, **facts: str) -> None:
    """Say what a move means for the applicant, inside the caller's transaction."""
    say(application, OCCASIONS[move], at=at, reference=application.reference, **facts)


def say(application: Application, occasion: str, *, at: datetime, **facts: str) -> None:
    """Say something of an application, once for each move it has behind it."""
    notices.say(
        occasion,
        subject=f"application:{application.pk}",
        vendor=application.vendor,
        market=application.market,
        key=f"{occasion}/{application.pk}/{moves_behind(application)}",
        facts=facts,
        at=at,
    )


def preview(application: Application, move: str, **facts: str) -> Words:
    """What the applicant would read; a fact that is not known yet stands as its {name}."""
    known = {"reference": application.reference, **facts}
    return sketch(OCCASIONS[move], application.vendor.language, known)


def moves_behind(application: Application) -> int:
    """How many moves it has behind it: the same news in a later round is news again."""
    return Move.objects.filter(noun="application", thing=application.pk).count()
