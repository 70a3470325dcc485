"""The forms with which the office changes a lease in force."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leasing.core.amending import Amendment, DueChange, NewEnd
from leasing.core.drafts import DraftConcession, DraftLine
from leasing.core.endings import EndReason
from leasing.core.renewing import Again
from leasing.models import Lease
from leasing.templatetags.leasing_words import DUE_RULES, END_REASONS, PER
from market.core.periods import Period, months_after
from market.models import FeeItem, Pitch
from market.pages.forms import DayField, MomentField, ReasonForm, YuanField
from market.queries.free import free_for
from market.templatetags.glances import named

TIME_TO_ANSWER = timedelta(days=14)
NOT_BY_TIME = ("deposit", "clawback", "late-fee")


class AmendForm(ReasonForm):
    """One fee, the end, the due day, a discount: whatever both sides agreed to change."""

    field_order = (
        *("from_day", "item", "amount", "per", "stop", "last", "open_end", "due_rule", "due_day"),
        *("percent", "discount_first", "discount_last", "clawback", "reason"),
    )
    from_day = DayField(label=_("From"), help_text=_("What was agreed before holds until then."))
    item = forms.ModelChoiceField(
        label=_("Fee"), queryset=FeeItem.objects.none(), required=False, to_field_name="code"
    )
    amount = YuanField(label=_("From then on"), required=False)
    per = forms.ChoiceField(label=_("For"), choices=[(k, v) for k, v in PER.items() if k])
    stop = forms.BooleanField(label=_("This fee is not charged any more"), required=False)
    last = DayField(label=_("New last day"), required=False)
    open_end = forms.BooleanField(label=_("Without an end from now on"), required=False)
    due_rule = forms.ChoiceField(
        label=_("Bills are due"), choices=[("", _("as before")), *DUE_RULES.items()], required=False
    )
    due_day = forms.IntegerField(
        label=_("Day of the month"), min_value=1, max_value=31, required=False
    )
    percent = forms.DecimalField(
        label=_("Discount in percent"), min_value=0, max_value=100, decimal_places=2, required=False
    )
    discount_first = DayField(label=_("Discount from"), required=False)
    discount_last = DayField(label=_("Discount until"), required=False)
    clawback = forms.BooleanField(label=_("Owed after all by who leaves early"), required=False)

    def __init__(self, data: QueryDict | None, lease: Lease, *, on: date) -> None:
        day = max(lease.starts_on, months_after(on.replace(day=1), 1))
        super().__init__(data, initial={"from_day": day, "per": "month"})
        items = FeeItem.objects.exclude(code__in=NOT_BY_TIME)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = named  # type: ignore[attr-defined]
        self.fields["item"].empty_label = _("as before")  # type: ignore[attr-defined]

    @staticmethod
    def change(told: dict[str, Any]) -> Amendment:
        """What the form says. Raises Invalid where it says nothing."""
        code = told["item"].code if told["item"] else ""
        lines: tuple[DraftLine, ...] = ()
        if code and told["amount"] is not None and not told["stop"]:
            lines = (DraftLine(code, told["amount"], told["per"]),)
        ends = None
        if told["last"] or told["open_end"]:
            ends = NewEnd(None if told["open_end"] else told["last"])
        return Amendment(
            told["from_day"],
            lines=lines,
            dropped=(code,) if code and told["stop"] else (),
            due=DueChange(told["due_rule"], told["due_day"]) if told["due_rule"] else None,
            ends=ends,
            concessions=_discount(told),
        )


def _discount(told: dict[str, Any]) -> tuple[DraftConcession, ...]:
    percent: Decimal | None = told["percent"]
    first, last = told["discount_first"], told["discount_last"]
    if not (percent and first and last):
        return ()
    return (
        DraftConcession(
            percent, first, last, reason=told["reason"][:100], clawback=told["clawback"]
        ),
    )


class EndForm(ReasonForm):
    """The last day of a lease that ends before its time, and why."""

    field_order = ("last", "ground", "reason")
    last = DayField(
        label=_("The last day"), help_text=_("Included. The pitch is free from the day after.")
    )
    ground = forms.ChoiceField(
        label=_("What ends it"),
        choices=[(k, v) for k, v in END_REASONS.items() if k != EndReason.EXPIRED],
        help_text=_(
            "When the vendor leaves early, or is the cause, rent-free months that were given for "
            "staying are owed after all."
        ),
    )


class LeaveForm(forms.Form):
    """By when a vendor who stayed on is to be gone."""

    leave_by = DayField(label=_("To be handed back by"))


class RenewForm(forms.Form):
    """The offer to go on."""

    months = forms.IntegerField(label=_("For how many months"), min_value=1, max_value=240)
    rise = forms.DecimalField(
        label=_("Rent changes by percent"),
        help_text=_("0 is as it was. It is put on every fee that is charged by time."),
        min_value=-99,
        max_value=100,
        decimal_places=2,
        required=False,
    )
    deposit = YuanField(
        label=_("Deposit"),
        help_text=_("What was paid for the lease before is carried over; only more is charged."),
        required=False,
    )
    until = MomentField(label=_("To be answered by"))

    def __init__(self, data: QueryDict | None, lease: Lease, *, at: datetime) -> None:
        months = 12
        initial = {
            "months": months,
            "rise": 0,
            "deposit": lease.deposit_fen,
            "until": at + TIME_TO_ANSWER,
        }
        super().__init__(data, initial=initial)

    @staticmethod
    def again(told: dict[str, Any]) -> Again:
        """How the next lease differs."""
        return Again(told["months"], Fraction(told["rise"] or 0), told["deposit"])


class TransferForm(forms.Form):
    """Who takes the lease over, and from when."""

    phone = forms.CharField(
        label=_("Mobile number of the new vendor"),
        help_text=_("They must be in the market's files, with their papers."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    from_day = DayField(label=_("From"))
    deposit_moves = forms.BooleanField(
        label=_("The deposit goes over: the old vendor gets it as credit, the new one is billed"),
        required=False,
        initial=True,
    )
    reason = forms.CharField(
        label=_("Why"), max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class RelocateForm(ReasonForm):
    """From which pitch to which, and from when."""

    field_order = ("before", "after", "from_day", "agreed", "rent", "close_before", "reason")
    before = forms.ModelChoiceField(label=_("From pitch"), queryset=Pitch.objects.none())
    after = forms.ModelChoiceField(label=_("To pitch"), queryset=Pitch.objects.none())
    from_day = DayField(label=_("From"))
    agreed = forms.BooleanField(
        label=_("The vendor has agreed"),
        help_text=_("Otherwise it takes 30 days' notice."),
        required=False,
    )
    rent = YuanField(label=_("Rent a month there, where it changes"), required=False)
    close_before = forms.BooleanField(label=_("Nobody gets the old pitch"), required=False)

    def __init__(self, data: QueryDict | None, lease: Lease, *, on: date) -> None:
        day = months_after(on.replace(day=1), 2)
        super().__init__(data, initial={"from_day": day})
        own = Pitch.objects.filter(lease_pitches__lease=lease).select_related("zone")
        self.fields["before"].queryset = own  # type: ignore[attr-defined]
        self.fields["before"].initial = own.first()
        span = Period.through(day, max(lease.ends_on or day, day) if lease.ends_on else None)
        free = free_for(lease.market, span, weekdays=lease.weekdays)
        self.fields["after"].queryset = free  # type: ignore[attr-defined]
        self.fields["after"].label_from_instance = _place  # type: ignore[attr-defined]


def _place(pitch: Pitch) -> str:
    return f"{pitch.code} · {named(pitch.zone)}"


class SubletForm(forms.Form):
    """What was seen, and when."""

    learned_on = DayField(
        label=_("Known since"), help_text=_("The six months to object begin on this day.")
    )
    evidence = forms.CharField(
        label=_("What was seen, and by whom"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
