"""The previews of leasing: JSON question -> core values -> JSON answer, without the database.

Each function takes one question and raises Invalid, naming the field, where it cannot be read.
"""

from collections.abc import Mapping
from typing import Any

from leasing.core import closings, deposits, late_fees, questions
from leasing.core.rents import Instalment, lay_out
from leasing.core.terms import Proration
from market.core.cycles import CALENDAR_MONTHS
from market.core.money import yuan
from market.core.periods import Period
from market.core.previews import Answer, Preview
from market.core.questions import Question


def rent(asked: Mapping[str, Any]) -> Answer:
    """{lease, charges[], billing, window} -> {invoices[], total}. This will lay out the plan.

    Every line carries its working. The window may be left out when the lease has an end.
    """
    question = Question.of(asked).knows("lease", "charges", "billing", "window")
    terms = questions.lease_terms(question)
    window = None
    if question.says("window"):
        window = question.part("window").knows("from", "to").period("from", "to")
    plan = lay_out(terms, window=window)
    return {
        "invoices": [_invoice(instalment) for instalment in plan],
        "total": yuan(sum(instalment.amount_fen for instalment in plan)),
    }


def _invoice(instalment: Instalment) -> Answer:
    return {
        "period_start": instalment.period.start.isoformat(),
        "period_end": str(instalment.period.last),
        "due_date": instalment.due_on.isoformat(),
        "lines": [
            {
                "charge": line.charge,
                "amount": yuan(line.amount_fen),
                "working": line.working.as_json(),
            }
            for line in instalment.lines
        ],
        "amount": yuan(instalment.amount_fen),
    }


def late_fee(asked: Mapping[str, Any]) -> Answer:
    """{principal, due_date, as_of, rate + rate_per | rates[], …} -> {amount}, rates in percent.

    `shift`, `holidays` and `working_weekends` roll the due date as they roll a bill's. The
    amount is the whole fee up to the day: fees billed before bear no fee and change nothing.
    A field that this does not know is named in the answer, as `ignored`.
    """
    question = Question.of(asked)
    roll = questions.roll(question)
    due = question.day("due_date")
    fee = late_fees.late_fee(
        question.money("principal"),
        questions.late_terms(question),
        due_on=due if roll is None else roll.next_working_day(due),
        on=question.day("as_of"),
        payments=questions.payments(question),
    )
    if question.says("fees_already_billed"):
        question.money("fees_already_billed")
    ignored = sorted(question.fields.keys() - questions.LATE_FEE_FIELDS)
    return {"amount": yuan(fee.amount_fen)} | ({"ignored": ignored} if ignored else {})


def closing(asked: Mapping[str, Any]) -> Answer:
    """{charge, billed_period, billed, paid, already_credited, last_day} -> what ending does.

    The answer: {should_have_been, credit_total, offset_against_unpaid, refund, still_due}. Parts
    of a month are measured by the days of the calendar month.
    """
    known = ("charge", "billed_period", "billed", "paid", "already_credited", "last_day")
    question = Question.of(asked).knows(*known)
    period = _billed_period(question)
    bill = closings.Billed(
        period,
        question.money("billed"),
        question.money("paid"),
        question.money("already_credited"),
    )
    rate = questions.rate(question.part("charge"))
    should_have_been = closings.should_have_been(
        rate, period, question.day("last_day"), Proration.ACTUAL_DAYS_IN_MONTH, CALENDAR_MONTHS
    )
    closed = closings.close(bill, should_have_been)
    return {
        "should_have_been": yuan(closed.should_have_been_fen),
        "credit_total": yuan(closed.credit_fen),
        "offset_against_unpaid": yuan(closed.offset_fen),
        "refund": yuan(closed.refund_fen),
        "still_due": yuan(closed.due_fen),
    }


def _billed_period(question: Question) -> Period:
    days = question.day_list("billed_period")
    if len(days) != 2 or days[1] < days[0]:
        sentence = "{field} must be two days: the first and the last."
        question.refuse("bad_period", "billed_period", sentence)
    return Period.through(days[0], days[1])


def deposit(asked: Mapping[str, Any]) -> Answer:
    """{deposit, claims_in_order[]} -> {applied[], returned, still_owed}."""
    question = Question.of(asked).knows("deposit", "claims_in_order")
    claims = [part.knows("what", "amount") for part in question.parts("claims_in_order")]
    settled = deposits.settle(question.money("deposit"), [part.money("amount") for part in claims])
    return {
        "applied": [yuan(applied) for applied in settled.applied_fen],
        "returned": yuan(settled.returned_fen),
        "still_owed": yuan(settled.still_owed_fen),
    }


PREVIEWS: Mapping[str, Preview] = {
    "rent": rent,
    "late-fee": late_fee,
    "closing": closing,
    "deposit": deposit,
}
