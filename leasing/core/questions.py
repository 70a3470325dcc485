"""The JSON of a lease's terms, read into the values that core reckons with."""

from leasing.core.late_fees import FeePer, Grace, LateRate, LateTerms, Paid, YearBasis
from leasing.core.terms import (
    Anchor,
    Billing,
    DueBase,
    DueRule,
    LeaseTerms,
    OneOff,
    Per,
    Proration,
    Rate,
)
from market.core.questions import Question
from market.core.workdays import Calendar

NEXT_BUSINESS_DAY = "next_business_day"
MOST_OFFSET_DAYS = 366
MOST_GRACE_DAYS = 366
MOST_CHARGES = 100
LATE_FEE_FIELDS = frozenset(
    {
        *("principal", "due_date", "as_of", "rate", "rate_per", "rates", "payments"),
        *("shift", "holidays", "working_weekends", "grace_days", "grace_mode", "year_basis"),
        *("cap_percent_of_principal", "minimum_fee", "fees_already_billed"),
    }
)


def lease_terms(question: Question) -> LeaseTerms:
    """{lease: {start, end}, charges: […], billing: {…}} as terms."""
    lease = question.part("lease").knows("start", "end")
    period = lease.period("start", "end")
    charges = tuple(charge(part) for part in question.parts("charges", MOST_CHARGES))
    return LeaseTerms(period, charges, billing(question.part("billing")))


def charge(question: Question) -> Rate | OneOff:
    """{id, amount, per, from?, to?}, or {id, kind: "one_off", amount, on}."""
    if not question.says("kind"):
        return rate(question)
    question.knows("id", "kind", "amount", "on")
    if question.text("kind") != "one_off":
        question.refuse("bad_word", "kind", "{field} can only be one_off.")
    return OneOff(question.text("id"), question.money("amount"), question.day("on"))


def rate(question: Question) -> Rate:
    """{id, amount, per, from?, to?}, the last day included."""
    question.knows("id", "kind", "amount", "per", "from", "to")
    begins, ends = question.span("from", "to")
    amount_fen = question.money("amount")
    return Rate(question.text("id"), amount_fen, question.word("per", Per), begins, ends)


def billing(question: Question) -> Billing:
    """{interval_months, anchor, proration, due: {…}}."""
    question.knows("interval_months", "anchor", "proration", "due")
    return Billing(
        question.number("interval_months", 1, 12),
        question.word("anchor", Anchor),
        question.word("proration", Proration),
        due_rule(question.part("due")),
    )


def due_rule(question: Question) -> DueRule:
    """{rule, day?, offset_days?, shift?, holidays?, working_weekends?}."""
    question.knows("rule", "day", "offset_days", "shift", "holidays", "working_weekends")
    offset_days = 0
    if question.says("offset_days"):
        offset_days = question.number("offset_days", -MOST_OFFSET_DAYS, MOST_OFFSET_DAYS)
    return DueRule(
        question.word("rule", DueBase),
        question.number("day", 1, 31) if question.says("day") else None,
        offset_days,
        roll(question),
    )


def roll(question: Question) -> Calendar | None:
    """{shift?, holidays?, working_weekends?}: the calendar a due day rolls by, if it rolls."""
    holidays = question.days("holidays")
    working_weekends = question.days("working_weekends")
    if not question.says("shift"):
        return None
    if question.text("shift") != NEXT_BUSINESS_DAY:
        question.refuse("bad_word", "shift", "{field} can only be next_business_day.")
    return Calendar(holidays, working_weekends)


def late_terms(question: Question) -> LateTerms:
    """{rate + rate_per | rates, grace_days?, grace_mode?, year_basis?, cap…?, minimum_fee?}."""
    plain = LateTerms(_late_rates(question))
    cap = "cap_percent_of_principal"
    return LateTerms(
        plain.rates,
        question.number("grace_days", 0, MOST_GRACE_DAYS) if question.says("grace_days") else 0,
        question.word("grace_mode", Grace) if question.says("grace_mode") else plain.grace,
        question.word("year_basis", YearBasis) if question.says("year_basis") else plain.year_basis,
        question.ratio(cap) if question.says(cap) else None,
        question.money("minimum_fee") if question.says("minimum_fee") else 0,
    )


def _late_rates(question: Question) -> tuple[LateRate, ...]:
    if not question.says("rates"):
        return (LateRate(question.ratio("rate"), question.word("rate_per", FeePer)),)
    if question.says("rate"):
        question.refuse("two_rates", "rate", "Give one rate, or the list of rates, not both.")
    return tuple(_late_rate(part) for part in question.parts("rates", MOST_CHARGES))


def _late_rate(question: Question) -> LateRate:
    question.knows("from", "to", "rate", "per")
    begins, ends = question.span("from", "to")
    return LateRate(question.ratio("rate"), question.word("per", FeePer), begins, ends)


def payments(question: Question) -> tuple[Paid, ...]:
    """{payments?: [{date, amount}]}."""
    if not question.says("payments"):
        return ()
    parts = (part.knows("date", "amount") for part in question.parts("payments"))
    return tuple(Paid(part.day("date"), part.money("amount")) for part in parts)
