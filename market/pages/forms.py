"""Forms whose faults are shown where they were made, with everything that was typed kept."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from market.core import wording
from market.core.hours import SHANGHAI
from market.core.money import yuan
from market.core.readings import money
from market.core.refusals import Conflict, Invalid, Refusal
from market.models import Account
from market.phrasing import sentence

T = TypeVar("T")


def attempt(form: forms.BaseForm, act: Callable[[dict[str, Any]], T]) -> T | None:
    """Run the act behind a form, if the form is valid, and give what it gives.

    act: gets what the form was told, cleaned. A refusal that the reader can mend (Invalid,
    Conflict) is written on the form, at the field that it names; then, and where the form was
    not valid, the answer is None and form.is_valid() is False. Forbidden and Missing are
    nobody's typing error and pass through.
    """
    if not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except (Invalid, Conflict) as refusal:
        field = refusal.facts.get("field")
        form.add_error(field if field in form.fields else None, said(refusal))
        return None


class AccountField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of somebody's accounts, by vendor and market."""

    def label_from_instance(self, obj: Account) -> str:
        return f"{obj.vendor.name} · {obj.market.name}"


def choose_among(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Let a field choose among these rows, the first by itself; where there is one, it is not asked."""
    field: Any = form.fields[name]
    field.queryset, field.initial = rows, rows.first()
    if rows.count() == 1:
        field.widget = forms.HiddenInput()


def said(refusal: Refusal) -> str:
    """The refusal in the reader's language, its days and moments written as people write them."""
    facts = {name: _fact(value) for name, value in refusal.facts.items()}
    return sentence(Refusal(refusal.code, refusal.sentence, **facts))


def _fact(value: Any) -> str:
    language = get_language() or "zh-hans"
    if isinstance(value, datetime):
        return wording.moment(value, language)
    if isinstance(value, date):
        return wording.full_day(value, language)
    return str(value)


class YuanField(forms.CharField):
    """An amount of yuan, typed as people type it (1,700 or ¥1700.00), clean as whole fen."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("max_length", 20)
        given.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(**given)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return money(text)
        except Invalid as refusal:
            raise forms.ValidationError(said(refusal), code=refusal.code) from refusal

    def prepare_value(self, value: Any) -> Any:
        return yuan(value) if isinstance(value, int) else value


class DayField(forms.DateField):
    """A day, with the device's own calendar to choose it from."""

    def __init__(self, **given: Any) -> None:
        given.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d"], **given)


class MomentField(forms.DateTimeField):
    """A moment on the market's clock."""

    FORMAT = "%Y-%m-%dT%H:%M"

    def __init__(self, **given: Any) -> None:
        given.setdefault(
            "widget", forms.DateTimeInput(format=self.FORMAT, attrs={"type": "datetime-local"})
        )
        super().__init__(input_formats=[self.FORMAT, "%Y-%m-%dT%H:%M:%S"], **given)

    def clean(self, value: Any) -> datetime | None:
        found = super().clean(value)
        return found.astimezone(SHANGHAI) if found else None


class ReasonForm(forms.Form):
    """Why something is done, in words that are kept."""

    reason = forms.CharField(
        label=_("Why"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
