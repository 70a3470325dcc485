"""Signing on the phone: read it, tick what weighs, take the code, and put one's name under it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leasing.actions import signing
from leasing.core.evidence import Evidence
from leasing.documents.contracts import heavy_numbers
from leasing.models import Lease
from leasing.queries.following import lease_of_vendor
from leasing.queries.signatures import Signing, signing_of
from market import clock
from market.core.actors import Actor
from market.core.refusals import Missing
from market.pages.caller import caller
from market.pages.forms import attempt
from market.pages.patience import address_of, require_patience

SIGN = "sign"


class AgreeForm(forms.Form):
    """Which paper was read, which clauses were ticked; on the second step, the code."""

    document = forms.IntegerField(widget=forms.HiddenInput)
    ticked = forms.MultipleChoiceField(required=False)
    code = forms.CharField(
        label=gettext_lazy("The code that we sent you"),
        max_length=10,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def __init__(self, heavy: list[str], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        ticks = forms.MultipleChoiceField(
            required=False, choices=[(number, number) for number in heavy]
        )
        self.fields["ticked"] = ticks


@never_cache
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, reference: str) -> HttpResponse:
    """The contract with its boxes to tick; then the code; then it is signed."""
    by = caller(request)
    lease = lease_of_vendor(by, reference)
    standing = signing_of(lease)
    if standing.paper is None:
        raise Missing("missing", "There is nothing here.")
    if request.method != "POST":
        return _page(request, lease, standing, AgreeForm(heavy_numbers(standing.paper.contents)))
    form = AgreeForm(heavy_numbers(standing.paper.contents), request.POST)
    if request.POST.get("step") != SIGN:
        sent = attempt(form, lambda told: _send(request, lease, told, by))
        return _page(request, lease, standing, form, sent=bool(sent))
    if attempt(form, lambda told: _sign(request, lease, told, by)):
        messages.success(request, _("Signed. The market signs next, then the lease is in force."))
        return redirect("leasing:my_lease", reference)
    return _page(request, lease, signing_of(lease), form, sent=True)


def _send(request: HttpRequest, lease: Lease, told: dict[str, Any], by: Actor) -> bool:
    require_patience(request, "code", most=5)
    document, ticked = told["document"], told["ticked"]
    signing.send_code(lease, document=document, ticked=ticked, by=by, at=clock.now())
    return True


def _sign(request: HttpRequest, lease: Lease, told: dict[str, Any], by: Actor) -> Any:
    require_patience(request, "guess", most=20)
    seen = Evidence(address_of(request), request.headers.get("User-Agent", ""))
    return signing.sign_by_code(lease, **told, evidence=seen, by=by, at=clock.now())


def _page(
    request: HttpRequest, lease: Lease, standing: Signing, form: AgreeForm, *, sent: bool = False
) -> HttpResponse:
    assert standing.paper is not None
    form.fields["code"].required = sent
    context = {
        "lease": lease,
        "signing": standing,
        "said": standing.paper.contents,
        "form": form,
        "ticked": form["ticked"].value() or [],
        "sent": sent,
    }
    status = 422 if form.errors else 200
    return render(request, "leasing/vendor/sign.html", context, status=status)
