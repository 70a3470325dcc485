"""Telling what was decided: one by one, or a whole call at once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from leasing import rules
from leasing.actions import decisions, offers, standing, tidings
from leasing.core.plain_terms import PlainTerms
from leasing.core.states import APPLICATION, ApplicationState
from leasing.models import Application, Decision
from market.actions import moves
from market.actions.contention import in_one_go
from market.core import wording
from market.core.actors import Actor
from market.core.occasions import Words
from market.core.refusals import Invalid, Refusal


@dataclass
class Told:
    """Who was told, and of whom that was refused and why."""

    told: list[Application] = field(default_factory=list)
    refused: list[tuple[Application, Refusal]] = field(default_factory=list)


@in_one_go
def tell(
    application: Application,
    *,
    by: Actor,
    at: datetime,
    until: datetime | None = None,
    terms: PlainTerms | None = None,
) -> Application:
    """Say what was decided, in the words drafted for it.

    Who is admitted gets the offer in the same act: `terms` and `until` are needed for it, and it
    is refused as offers.offer() refuses. Who is rejected is refused. Raises
    Conflict("nothing_decided") where there is nothing to be told.
    """
    rules.require(by, "application.tell", application)
    decision = decisions.decision_of(application)
    application.refresh_from_db()
    if application.state == ApplicationState.ADMITTED:
        _offer(application, decision, until=until, terms=terms, by=by, at=at)
    else:
        _refuse(application, decision, by=by, at=at)
    application.refresh_from_db()
    return application


def tell_all(
    applications: Iterable[Application],
    *,
    by: Actor,
    at: datetime,
    until: datetime | None = None,
    terms: PlainTerms | None = None,
) -> Told:
    """Tell each of them. One that cannot be told stays as it is and holds up no other."""
    report = Told()
    for application in applications:
        try:
            with transaction.atomic():
                tell(application, until=until, terms=terms, by=by, at=at)
            report.told.append(application)
        except Refusal as refusal:
            report.refused.append((application, refusal))
    return report


def _offer(
    application: Application,
    decision: Decision,
    *,
    until: datetime | None,
    terms: PlainTerms | None,
    by: Actor,
    at: datetime,
) -> None:
    pitch = decision.pitch
    if pitch is None:
        raise Invalid("no_pitch", "Choose at least one pitch.", field="pitch")
    if until is None or terms is None:
        raise Invalid(
            "no_deadline_yet", "Say until when the offer stands, and from which day.", field="until"
        )
    lease = terms.draft(
        pitch=pitch.code,
        rent_fen=decision.rent_fen or pitch.guide_rent_fen,
        starts_on=application.starts_on,
        months=application.months,
    )
    words = final_words(decision, application.vendor.language, until)
    offers.offer(application, [pitch], lease, until=until, by=by, at=at, words=words)


def _refuse(application: Application, decision: Decision, *, by: Actor, at: datetime) -> None:
    moves.move(
        application, APPLICATION, "refuse", by=by, at=at, reason=decision.reason, decided_from=""
    )
    standing.forget_decision(application)
    words = Words(decision.title, decision.body)
    tidings.say(application, "application_told", at=at, title=words.title, text=words.body)


def final_words(decision: Decision, language: str, until: datetime) -> Words:
    """The drafted words with the deadline in its place."""
    when = wording.moment(until, language)
    return Words(
        decision.title.replace(decisions.UNTIL, when), decision.body.replace(decisions.UNTIL, when)
    )
