"""Other goods under a lease: first what they would need, then agreed."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leasing import rules
from leasing.actions import goods
from leasing.models import Lease
from leasing.queries.goods import lease_situation, touched
from leasing.queries.leases import leases_seen_by
from market import clock
from market.core.actors import Actor
from market.core.goods_lists import split_goods
from market.pages.desk.door import desk_form, done, find
from market.pages.forms import attempt
from market.queries.affected import Touched
from market.queries.banned_goods import refuse_banned
from market.queries.requirements import rules_on


class GoodsForm(forms.Form):
    """The goods, between commas of any kind."""

    goods = forms.CharField(label=gettext_lazy("What is sold"), max_length=300, required=False)


@desk_form
def change(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """What is typed is tried out first: the papers it would need stand below; then it counts."""
    one = find(leases_seen_by(by), pk)
    rules.require(by, "lease.amend", one)
    form = GoodsForm(request.POST or None, initial={"goods": "、".join(one.goods)})
    found: list[Touched] | None = None
    if request.method == "POST" and "apply" in request.POST:
        named = split_goods(request.POST.get("goods", ""))
        if attempt(form, lambda told: goods.change(one, named, by=by, at=clock.now())):
            return done(
                request, _("Agreed. What is needed now stands with the papers."), *_back(one)
            )
    elif request.method == "POST":
        found = attempt(form, lambda told: _tried(one, split_goods(told["goods"])))
    context = {"lease": one, "form": form, "touched": found}
    status = 422 if form.errors else 200
    return render(request, "leasing/desk/goods.html", context, status=status)


def _tried(one: Lease, named: list[str]) -> list[Touched]:
    on = clock.today()
    refuse_banned(lease_situation(one, named), rules_on(on))
    return touched(one, named, on=on)


def _back(one: Lease) -> tuple[str, int]:
    return "leasing:desk_lease", one.pk
