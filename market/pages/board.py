"""The board of offers and wants: for everybody, and one's own entries."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from market import clock, rules
from market.actions import board
from market.core.actors import Actor
from market.core.board import BOARD_ENTRY
from market.models import Account, BoardEntry
from market.pages.caller import caller
from market.pages.filters import Filters, SearchField
from market.pages.forms import AccountField, DayField, attempt, choose_among
from market.pages.me import vendors_only
from market.queries.board import entries_seen_by, standing
from market.queries.money import accounts_seen_by
from market.templatetags.desk_words import BOARD_CATEGORIES, BOARD_KINDS

PER_PAGE = 30
USUAL_DAYS = 30


class BoardFilters(Filters):
    q = SearchField(gettext_lazy("Words"))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("Any kind")), *BOARD_KINDS.items()],
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Category"),
        choices=[("", gettext_lazy("All")), *BOARD_CATEGORIES.items()],
    )

    def narrow(self, rows: Any) -> Any:
        """The entries that fit."""
        for name in ("kind", "category"):
            if value := self.get(name):
                rows = rows.filter(**{name: value})
        return rows.filter(text__icontains=words) if (words := self.get("q")) else rows


class EntryForm(forms.Form):
    """What is offered or looked for. once: sending it twice posts it once."""

    account = AccountField(
        label=gettext_lazy("For which stall?"), queryset=Account.objects.none(), empty_label=None
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=list(BOARD_KINDS.items()),
        widget=forms.RadioSelect,
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Category"), choices=list(BOARD_CATEGORIES.items())
    )
    text = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = DayField(label=gettext_lazy("Stands until"))
    contact = forms.BooleanField(
        label=gettext_lazy("Show my phone number with it, to everybody"), required=False
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, accounts: Any, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        choose_among(self, "account", accounts)


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """What stands today."""
    filters = BoardFilters(request)
    rows = filters.narrow(standing(on=clock.today()))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "market/board.html", {"filters": filters, "page": page})


@vendors_only
def mine(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's own entries, and a new one."""
    accounts = accounts_seen_by(actor).filter(vendor__in=actor.vendors)
    asked = request.method == "POST"
    form = EntryForm(accounts, request.POST) if asked else EntryForm(accounts, initial=_usual())
    if asked and attempt(form, lambda told: _posted(told, actor)) is not None:
        messages.success(request, _("It is on the board."))
        return redirect("me_board")
    own = entries_seen_by(actor).filter(vendor__in=actor.vendors)[:PER_PAGE]
    context = {
        "form": form,
        "on": clock.today(),
        "entries": [(row, rules.can(actor, "boardentry", BOARD_ENTRY, row)) for row in own],
    }
    return render(request, "market/me/board.html", context, status=422 if asked else 200)


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own entry off."""
    actor = caller(request)
    board.withdraw(_own(actor, pk), by=actor, at=clock.now())
    messages.success(request, _("Taken off the board."))
    return redirect("me_board")


@require_POST
def contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one's phone with it, or hide it."""
    actor = caller(request)
    shown = request.POST.get("shown") == "1"
    board.show_contact(_own(actor, pk), shown=shown, by=actor, at=clock.now())
    return redirect("me_board")


def _own(actor: Actor, pk: int) -> BoardEntry:
    return get_object_or_404(entries_seen_by(actor).filter(vendor__in=actor.vendors), pk=pk)


def _usual() -> dict[str, Any]:
    until = clock.today() + timedelta(days=USUAL_DAYS)
    return {"until": until, "once": uuid.uuid4(), "kind": "offer"}


def _posted(told: dict[str, Any], by: Actor) -> BoardEntry:
    account = told.pop("account")
    key = told.pop("once")
    return board.post(account.vendor, account.market, key=key, **told, by=by, at=clock.now())
