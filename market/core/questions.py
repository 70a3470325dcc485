"""Reading a JSON question strictly: a field is of the right kind, or Invalid names it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any, NoReturn, TypeVar

from market.core import money
from market.core.periods import ONE_DAY, Period
from market.core.refusals import Invalid

FIRST_YEAR, LAST_YEAR = 1900, 2199
MOST_ITEMS = 5000
LONGEST_TEXT = 200

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_RATIO = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,12})?)(?:/([0-9]{1,4}))?")

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Question:
    """The named fields of a question, or of a part of one: `path` says where it stands."""

    fields: Mapping[str, Any]
    path: str = ""

    @classmethod
    def of(cls, asked: object, path: str = "") -> "Question":
        """Raises Invalid("not_an_object") for anything but a JSON object."""
        if not isinstance(asked, Mapping):
            raise Invalid("not_an_object", "This must be an object with named fields.", field=path)
        return cls(asked, path)

    def knows(self, *names: str) -> "Question":
        """Itself, when it asks nothing but these. A misspelt field must not pass for silence."""
        for name in self.fields:
            if name not in names:
                raise Invalid(
                    "unknown_field",
                    "{field} means nothing here. What can be said: {known}.",
                    field=self.at(name),
                    known=", ".join(names),
                )
        return self

    def at(self, name: str) -> str:
        """The full name of a field, such as billing.due.day."""
        return f"{self.path}.{name}" if self.path else name

    def says(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.fields.get(name) is not None

    def part(self, name: str) -> "Question":
        """The object in the field."""
        return Question.of(self._needed(name), self.at(name))

    def parts(self, name: str, most: int = MOST_ITEMS) -> "tuple[Question, ...]":
        """The objects in the list, at most so many."""
        return tuple(Question.of(item, at) for at, item in self._numbered(name, most))

    def text(self, name: str) -> str:
        """A text that is neither empty nor longer than any name."""
        value = self._needed(name)
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_TEXT:
            sentence = "{field} must be a text of 1 to {most} characters."
            self.refuse("bad_text", name, sentence, most=LONGEST_TEXT)
        return value

    def word(self, name: str, words: type[Word]) -> Word:
        """One of a closed set of words; a whole number stands for the word written like it."""
        value = self._needed(name)
        if isinstance(value, int):
            value = str(value)
        if not isinstance(value, str) or value not in set(words):
            known = ", ".join(words)
            self.refuse("bad_word", name, "{field} must be one of: {known}.", known=known)
        return words(value)

    def number(self, name: str, low: int, high: int) -> int:
        """A whole number from low to high."""
        value = self._needed(name)
        if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
            sentence = "{field} must be a whole number from {low} to {high}."
            self.refuse("bad_number", name, sentence, low=low, high=high)
        return value

    def money(self, name: str) -> int:
        """Fen, from a decimal string in yuan that is not below zero."""
        value = self._needed(name)
        amount = self._fen(name, value)
        if amount < 0:
            self.refuse("negative_money", name, "{field} cannot be below zero.")
        return amount

    def signed_money(self, name: str) -> int:
        """Fen, from a decimal string in yuan that may be below zero."""
        return self._fen(name, self._needed(name))

    def ratio(self, name: str) -> Fraction:
        """An exact number of zero or more: "0.05", "1/3", or a whole number."""
        return _ratio(self._needed(name), self.at(name))

    def ratios(self, name: str) -> tuple[Fraction, ...]:
        return tuple(_ratio(value, at) for at, value in self._numbered(name))

    def day(self, name: str) -> date:
        return _day(self._needed(name), self.at(name))

    def day_if_any(self, name: str) -> date | None:
        return self.day(name) if self.says(name) else None

    def days(self, name: str) -> frozenset[date]:
        """The days in the list; none when the field is not there."""
        return frozenset(self.day_list(name)) if self.says(name) else frozenset()

    def day_list(self, name: str) -> tuple[date, ...]:
        """The days in the list, in its order."""
        return tuple(_day(value, at) for at, value in self._numbered(name))

    def period(self, first: str, last: str) -> Period:
        """From one field's day to the other's, which is included; open when that is not there."""
        return Period(self.day(first), self.span(first, last)[1])

    def span(self, first: str, last: str) -> tuple[date | None, date | None]:
        """One field's day, and the day after the other's; None where a field is not there."""
        start, end = self.day_if_any(first), self.day_if_any(last)
        if start is not None and end is not None and end < start:
            sentence = "{field} is before the first day, {start}. Check both days."
            self.refuse("ends_before_it_starts", last, sentence, start=start.isoformat())
        return start, None if end is None else end + ONE_DAY

    def refuse(self, code: str, name: str, sentence: str, **facts: Any) -> NoReturn:
        """Raises Invalid about one field."""
        raise Invalid(code, sentence, field=self.at(name), **facts)

    def _needed(self, name: str) -> Any:
        if not self.says(name):
            self.refuse("missing_field", name, "{field} is needed.")
        return self.fields[name]

    def _numbered(self, name: str, most: int = MOST_ITEMS) -> list[tuple[str, Any]]:
        values = self._needed(name)
        if not isinstance(values, Sequence) or isinstance(values, str):
            self.refuse("not_a_list", name, "{field} must be a list.")
        if len(values) > most:
            self.refuse("too_many", name, "{field} may list at most {most}.", most=most)
        return [(f"{self.at(name)}[{number}]", value) for number, value in enumerate(values)]

    def _fen(self, name: str, value: object) -> int:
        if not isinstance(value, str):
            sentence = '{field} must be written as text in yuan, such as "1700.00".'
            self.refuse("bad_money", name, sentence)
        try:
            return money.fen(value)
        except Invalid as refusal:
            self.refuse(refusal.code, name, refusal.sentence, **refusal.facts)


def _day(value: object, field: str) -> date:
    try:
        if isinstance(value, str) and _DAY.fullmatch(value):
            day = date.fromisoformat(value)
            if FIRST_YEAR <= day.year <= LAST_YEAR:
                return day
    except ValueError:
        pass
    raise Invalid(
        "bad_date",
        "{text} is not a date we can read. Write it like 2026-03-01.",
        text=str(value)[:40],
        field=field,
    )


def _ratio(value: object, field: str) -> Fraction:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    match = _RATIO.fullmatch(value) if isinstance(value, str) else None
    if match is None or (match[2] and int(match[2]) == 0):
        raise Invalid(
            "bad_ratio",
            "{text} is not a number we can use. Write zero or more as text, "
            'such as "0.05" or "1/3".',
            text=str(value)[:40],
            field=field,
        )
    return Fraction(match[1]) / Fraction(match[2] or 1)
