"""What the lines of statements are narrowed to."""

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from market.models import StatementLine
from market.pages.filters import Filters, SearchField
from market.queries.statements import STANDINGS


class LineFilters(Filters):
    """What became of a line, and what it says."""

    q = SearchField(_("Payer, memo, reference"))
    standing = forms.ChoiceField(
        label=_("What became of it"),
        choices=[
            ("", _("Every line")),
            ("to_do", _("To do")),
            ("sure", _("To do, and sure")),
            ("parked", _("Put aside")),
            ("booked", pgettext_lazy("line", "Booked")),
            ("ignored", _("Not for the books")),
            ("out", _("Went out or back")),
        ],
    )

    def narrow(self, rows: QuerySet[StatementLine]) -> QuerySet[StatementLine]:
        """The lines that fit."""
        if standing := self.get("standing"):
            rows = rows.filter(STANDINGS[standing])
        if words := self.get("q"):
            rows = rows.filter(
                Q(name__icontains=words) | Q(memo__icontains=words) | Q(reference__icontains=words)
            )
        return rows
