"""My lease on the phone: its bills, its end, the offer to go on, handing it on, closures."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from leasing import rules
from leasing.actions import renewals, transfers
from leasing.core.life_states import RENEWAL, STANDING_RENEWALS, TRANSFER, RelocationState
from leasing.core.states import LEASE, LeaseState
from leasing.models import Instalment, Lease, Renewal, Transfer
from leasing.pages.vendor.follow import shown_plan
from leasing.queries.closures import closures_of
from leasing.queries.following import lease_of_vendor
from leasing.queries.letters import letters_of
from leasing.queries.signatures import signing_of
from leasing.queries.standing import stored_plan
from market import clock
from market.core.actors import Actor
from market.core.periods import Period
from market.core.refusals import Conflict, Invalid
from market.core.sums import sum_of
from market.pages.caller import caller
from market.pages.forms import DayField, attempt, said
from market.queries.vendors import vendor_by_phone
from market.templatetags.glances import named

PAGE = "leasing:my_lease"
ANSWERS = {"accept": renewals.accept, "decline": renewals.decline}


class TransferForm(forms.Form):
    """Who takes it over, and from when."""

    phone = forms.CharField(
        label=gettext_lazy("Their mobile number"),
        help_text=gettext_lazy("They must have applied at the market with their own papers."),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    from_day = DayField(label=gettext_lazy("From which day"))
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def lease(request: HttpRequest, reference: str) -> HttpResponse:
    """A lease of one's own: what is to be answered first, then the bills."""
    actor = caller(request)
    found = lease_of_vendor(actor, reference)
    return render(request, "leasing/vendor/lease.html", _context(found, actor))


def transfer(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the market to hand the lease on."""
    actor = caller(request)
    found = lease_of_vendor(actor, reference)
    form = TransferForm(request.POST or None)
    if form.is_bound and attempt(form, lambda told: _ask(found, told, actor)) is not None:
        messages.success(request, _("Asked. The market looks at it and answers you."))
        return redirect(PAGE, reference)
    context = {"lease": found, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "leasing/vendor/transfer.html", context, status=status)


def _ask(lease: Lease, told: dict[str, Any], by: Actor) -> Transfer:
    return transfers.ask(
        lease,
        vendor_by_phone(told["phone"]),
        from_day=told["from_day"],
        reason=told["reason"],
        by=by,
        at=clock.now(),
    )


@require_POST
def answer_renewal(request: HttpRequest, reference: str, move: str) -> HttpResponse:
    """Stay, or leave at the end."""
    actor = caller(request)
    renewal = _renewal(lease_of_vendor(actor, reference))
    if renewal is not None:
        try:
            ANSWERS[move](renewal, by=actor, at=clock.now())
        except (Conflict, Invalid) as refusal:
            messages.error(request, said(refusal))
    return redirect(PAGE, reference)


def _context(lease: Lease, actor: Actor) -> dict[str, Any]:
    on = clock.today()
    renewal = _renewal(lease)
    asked = lease.transfers.select_related("after").first()
    signing = signing_of(lease)
    return {
        "signing": signing,
        "may_sign": signing.open_to_vendor,
        "lease": lease,
        "plan": _plan(lease),
        "renewal": renewal,
        "offered": renewal.successor.lines.select_related("item") if renewal else [],
        "renewal_can": rules.can(actor, "renewal", RENEWAL, renewal) if renewal else [],
        "transfer": asked,
        "transfer_can": rules.can(actor, "transfer", TRANSFER, asked) if asked else [],
        "may_ask": "transfer" in LEASE.open_from(lease.state),
        "moving": lease.relocations.filter(state=RelocationState.ANNOUNCED).select_related(
            "before", "after"
        ),
        "closures": closures_of(lease)[:5],
        "letters": letters_of(lease),
        "run_out": lease.ends_on is not None
        and lease.ends_on < on
        and lease.state == LeaseState.SIGNED
        and lease.holdover_since is None,
    }


def _renewal(lease: Lease) -> Renewal | None:
    standing = lease.renewals.filter(state__in=STANDING_RENEWALS)
    return standing.select_related("successor").first()


def _plan(lease: Lease) -> list[dict[str, Any]]:
    """The stored plan of a lease in force; what would be stored of one that is offered."""
    if lease.state in (LeaseState.DRAFT, LeaseState.OFFERED):
        return shown_plan(lease)
    return [_bill(bill) for bill in stored_plan(lease)]


def _bill(bill: Instalment) -> dict[str, Any]:
    lines = list(bill.lines.all())
    return {
        "period": Period(bill.period.lower, bill.period.upper),
        "due_on": bill.due_on,
        "amount_fen": sum(line.amount_fen for line in lines),
        "lines": [
            {
                "label": named(line.line.item),
                "amount_fen": line.amount_fen,
                "why": sum_of(line.working),
            }
            for line in lines
        ],
    }
