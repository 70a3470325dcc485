"""What is asked when a paper is checked, and what the list of papers is narrowed to."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from market.core.conditions import SOON
from market.core.states import PermitState
from market.models import Permit, PermitType
from market.pages.filters import Filters, SearchField
from market.pages.forms import DayField
from market.templatetags.glances import named
from market.templatetags.market_words import state_word

ALL = "all"
DECIDED = (PermitState.REFUSED, PermitState.REPLACED, PermitState.WITHDRAWN, PermitState.REVOKED)


def conditions_of(on: date) -> dict[str, Q]:
    """For each condition of a paper on a day, what the database is asked."""
    accepted = Q(state=PermitState.ACCEPTED)
    return {
        "submitted": Q(state=PermitState.SUBMITTED),
        "returned": Q(state=PermitState.RETURNED),
        "lapsed": accepted & Q(expires_on__lt=on),
        "expiring": accepted & Q(expires_on__gte=on, expires_on__lte=on + SOON),
        "valid": accepted & (Q(expires_on__isnull=True) | Q(expires_on__gt=on + SOON)),
        **{str(state): Q(state=state) for state in DECIDED},
    }


class TypeField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A kind of paper, by its name in the reader's language."""

    def label_from_instance(self, obj: PermitType) -> str:
        return named(obj)


class PaperFilters(Filters):
    """The papers to check, unless one asks for others."""

    q = SearchField(_("Name, phone, number"))
    condition = forms.ChoiceField(label=_("State"))
    type = TypeField(
        label=_("Paper"), queryset=PermitType.objects.all(), empty_label=_("Any paper")
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["condition"].choices = [  # type: ignore[attr-defined]
            ("submitted", _("To be checked")),
            ("lapsed", _("Run out")),
            ("expiring", _("Run out within 30 days")),
            ("valid", _("In force")),
            *((state, state_word(state, "permit")) for state in (PermitState.RETURNED, *DECIDED)),
            (ALL, _("Every state")),
        ]

    @property
    def of_the_queue(self) -> bool:
        """Whether these are the papers that wait to be checked."""
        return str(self.get("condition", PermitState.SUBMITTED)) == PermitState.SUBMITTED

    def narrow(self, rows: QuerySet[Permit], *, on: date) -> QuerySet[Permit]:
        """The papers that fit."""
        condition = self.get("condition") or "submitted"
        if condition != ALL:
            rows = rows.filter(conditions_of(on)[condition])
        if kind := self.get("type"):
            rows = rows.filter(type=kind)
        if words := self.get("q"):
            rows = rows.filter(
                Q(vendor__name__icontains=words)
                | Q(vendor__phone__contains=words)
                | Q(worker__name__icontains=words)
                | Q(number__icontains=words)
            )
        return rows


class AcceptForm(forms.Form):
    """What the checker reads on the paper. The print counts, not what the vendor typed."""

    number = forms.CharField(
        label=_("Number as printed"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    issued_on = DayField(label=_("Issued on"), required=False)
    expires_on = DayField(
        label=_("Valid until"),
        required=False,
    )

    @classmethod
    def of(cls, permit: Permit) -> "AcceptForm":
        """Filled with what the vendor said, to be compared with the print."""
        names = ("number", "issued_on", "expires_on")
        return cls(initial={name: getattr(permit, name) for name in names})


COMMON_FAULTS = {
    "unreadable": _("The photo cannot be read: take it again, flat and in good light"),
    "cut": _("A corner or an edge is missing in the photo"),
    "pages": _("A page is missing"),
    "stamp": _("The stamp is missing"),
    "holder": _("It is in somebody else's name"),
    "premises": _("It names another stall"),
    "expired": _("It has run out: send the new one"),
    "kind": _("It is another paper than the one that is needed"),
}


class FaultsForm(forms.Form):
    """Everything that is to be put right, at once: ticked from the usual, and in one's own words."""

    usual = forms.MultipleChoiceField(
        label=_("What is usually wrong"),
        choices=list(COMMON_FAULTS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    faults = forms.CharField(
        label=_("What is wrong with it"),
        help_text=_("Everything at once. The vendor reads it as you write it."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        """One list, in the order of the form, each on a line of its own."""
        told = super().clean() or {}
        ticked = [str(COMMON_FAULTS[code]) for code in told.pop("usual", [])]
        whole = "\n".join([*ticked, *filter(None, [told.get("faults", "").strip()])])
        if not whole:
            self.add_error("faults", _("Please say everything that is to be put right, at once."))
        return {"faults": whole}


class PaperReasonForm(forms.Form):
    """Why a paper does not count."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("The vendor reads this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RenewalForm(forms.Form):
    """When its renewal was applied for."""

    applied_on = DayField(label=_("Applied for on"))
    receipt = forms.CharField(label=_("Number of the receipt"), max_length=60, required=False)
