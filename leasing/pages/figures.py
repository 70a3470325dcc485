"""Fields for what a dial shows."""

from decimal import Decimal
from typing import Any

from django import forms

from leasing.actions.readings import Photo


class FigureField(forms.DecimalField):
    """What a dial shows, or another number from nothing up."""

    def __init__(self, **given: Any) -> None:
        plain = {"inputmode": "decimal", "autocomplete": "off"}
        given.setdefault("widget", forms.TextInput(attrs=plain))
        super().__init__(
            **{"max_digits": 12, "decimal_places": 3, "min_value": Decimal(0), **given}
        )

    def prepare_value(self, value: Any) -> Any:
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class PhotoField(forms.FileField):
    """A photo, taken with the phone's own camera; clean as its content and name."""

    def __init__(self, **given: Any) -> None:
        camera = {"accept": "image/*", "capture": "environment"}
        super().__init__(widget=forms.FileInput(attrs=camera), **given)

    def clean(self, data: Any, initial: Any = None) -> Photo | None:
        file = super().clean(data, initial)
        return (file.read(), file.name) if file else None
