"""What a list is narrowed to. It stands in the address, so that a list can be kept and sent."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Chip:
    """A condition that is set, and the address without it."""

    label: str
    url: str


class Filters(forms.Form):
    """The conditions of a list, all of them optional; one that cannot be read is left out."""

    def __init__(self, request: HttpRequest, **given: Any) -> None:
        super().__init__(request.GET, **given)
        self.request = request
        for field in self.fields.values():
            field.required = False

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """The conditions that are set, read."""
        self.is_valid()
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if value is not False and value not in (None, "", [])
        }

    def get(self, name: str, otherwise: Any = None) -> Any:
        return self.chosen.get(name, otherwise)

    @property
    def set(self) -> bool:
        return bool(self.chosen)

    @property
    def chips(self) -> list[Chip]:
        """What is set, each to be taken away by one press; the search shows itself."""
        return [
            Chip(self._said(name, value), self._without(name))
            for name, value in self.chosen.items()
            if name != "q"
        ]

    @property
    def whole(self) -> str:
        """The address without any condition."""
        return self.request.path

    @property
    def sort(self) -> str:
        """The order of the list, to be kept when the conditions change."""
        return self.request.GET.get("sort", "")

    def _said(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            return str(field.label_from_instance(value))
        if isinstance(field, forms.ChoiceField):
            choices = dict(field.choices)  # type: ignore[arg-type]
            return str(choices.get(value, value))
        if isinstance(field, forms.BooleanField):
            return str(field.label)
        return f"{field.label} {value}"

    def _without(self, name: str) -> str:
        query = self.request.GET.copy()
        for key in (name, "page", "export"):
            query.pop(key, None)
        return f"?{query.urlencode()}"


class SearchField(forms.CharField):
    """What one types after pressing /."""

    def __init__(self, placeholder: Any, **given: Any) -> None:
        attrs = {"data-search": "", "placeholder": placeholder, "autocomplete": "off"}
        given.setdefault("label", _("Search"))
        super().__init__(
            max_length=100,
            widget=forms.TextInput(attrs={"type": "search", **attrs}),
            **given,
        )
