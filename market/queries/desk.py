"""What of the ground waits for somebody at the desk: what went wrong first."""

from datetime import date

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext_noop as _

from market.core.actors import Actor
from market.core.hours import start_of
from market.core.states import NoticeState
from market.core.waiting import Waiting
from market.queries.arrears import in_arrears, with_sums
from market.queries.delivering import pauses_in_force
from market.queries.enquiries import enquiries_seen_by, late, waiting_for_us
from market.queries.errands import errands_seen_by, overdue
from market.queries.money import accounts_seen_by
from market.queries.notices import notices_seen_by
from market.queries.permits import expiring, lapsed, permits_seen_by, to_check
from market.queries.statements import TO_DO, lines_seen_by

SOON_DAYS = 30


def waiting(actor: Actor, on: date) -> list[Waiting]:
    """Messages that failed or hang in doubt, papers to check or running out, arrears, statements."""
    lines = (
        *_messages(actor, on),
        *_papers(actor, on),
        _errands(actor, on),
        _arrears(actor, on),
        _statements(actor),
        *_enquiries(actor, on),
    )
    return [line for line in lines if line.count]


def _messages(actor: Actor, on: date) -> list[Waiting]:
    by_hand = Q(
        state=NoticeState.PENDING,
        channel__in=settings.BY_HAND,
        next_attempt_at__date__lte=on,
    )
    count = (
        notices_seen_by(actor)
        .order_by()
        .aggregate(
            failed=Count("pk", filter=Q(state=NoticeState.FAILED)),
            unknown=Count("pk", filter=Q(state=NoticeState.UNKNOWN)),
            by_hand=Count("pk", filter=by_hand),
        )
    )
    return [
        Waiting(
            "notices-failed",
            count["failed"],
            _("{count} messages that could not be delivered"),
            "desk_messages",
            "state=failed",
            urgent=True,
        ),
        Waiting(
            "notices-unknown",
            count["unknown"],
            _("{count} messages perhaps delivered, perhaps not"),
            "desk_messages",
            "state=unknown",
            urgent=True,
        ),
        Waiting(
            "notices-paused",
            pauses_in_force().count(),
            _("{count} kinds of messages that are held back"),
            "desk_channels",
            urgent=True,
        ),
        Waiting(
            "notices-by-hand",
            count["by_hand"],
            _("{count} messages to phone or to hand out"),
            "desk_calls",
        ),
    ]


def _papers(actor: Actor, on: date) -> list[Waiting]:
    seen = permits_seen_by(actor)
    return [
        Waiting(
            "permits-lapsed",
            lapsed(seen, on=on).count(),
            _("{count} papers no longer valid, and no new one here"),
            "desk_papers",
            "condition=lapsed",
            urgent=True,
        ),
        Waiting(
            "permits-to-check",
            to_check(seen).count(),
            _("{count} papers to check"),
            "desk_papers",
            "condition=submitted",
        ),
        Waiting(
            "permits-expiring",
            expiring(seen, on=on, days=SOON_DAYS).count(),
            _("{count} papers that run out within 30 days"),
            "desk_papers",
            "condition=expiring",
        ),
    ]


def _errands(actor: Actor, on: date) -> Waiting:
    return Waiting(
        "errands-overdue",
        overdue(errands_seen_by(actor), on=on).count(),
        _("{count} papers seen to for vendors, their next step overdue"),
        "desk_errands",
        "state=overdue",
        urgent=True,
    )


def _arrears(actor: Actor, on: date) -> Waiting:
    accounts = in_arrears(with_sums(accounts_seen_by(actor), on=on))
    return Waiting(
        "arrears",
        accounts.order_by().count(),
        _("{count} accounts with something overdue"),
        "desk_money",
        "standing=overdue",
        urgent=True,
    )


def _enquiries(actor: Actor, on: date) -> list[Waiting]:
    waiting = waiting_for_us(enquiries_seen_by(actor).order_by())
    passed = late(waiting, at=start_of(on))
    return [
        Waiting(
            "enquiries-late",
            passed.count(),
            _("{count} enquiries past the answer that was promised"),
            "desk_enquiries",
            "show=late",
            urgent=True,
        ),
        Waiting(
            "enquiries",
            waiting.exclude(pk__in=passed.values("pk")).count(),
            _("{count} enquiries to answer"),
            "desk_enquiries",
        ),
    ]


def _statements(actor: Actor) -> Waiting:
    return Waiting(
        "statement-lines",
        lines_seen_by(actor).filter(TO_DO).order_by().count(),
        _("{count} lines of statements to do"),
        "desk_lines",
        "standing=to_do",
    )
