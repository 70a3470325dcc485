"""The checklist on the desk."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market import clock, rules
from market.actions import checklists
from market.core.actors import Actor
from market.models import CheckItem
from market.pages.desk.door import desk, desk_deed, done
from market.pages.forms import attempt


class ItemForm(forms.Form):
    """What a line of the checklist counts."""

    points = forms.IntegerField(label=gettext_lazy("Points"), min_value=0, max_value=100)
    days = forms.IntegerField(label=gettext_lazy("Days to put it right"), min_value=0, max_value=90)
    grave = forms.BooleanField(label=gettext_lazy("Fails the visit by itself"), required=False)
    in_use = forms.BooleanField(label=gettext_lazy("Is asked about"), required=False)


@desk
def checklist(request: HttpRequest, by: Actor) -> HttpResponse:
    """The checklist with what each line counts."""
    context = {
        "items": CheckItem.objects.all(),
        "may_edit": rules.allows_somewhere(by, "checklist.edit"),
    }
    return render(request, "market/desk/inspecting/checklist.html", context)


@desk_deed
def edit_item(request: HttpRequest, by: Actor, pk: int) -> HttpResponse:
    """Change a line of it."""
    one = get_object_or_404(CheckItem, pk=pk)
    form = ItemForm(request.POST)
    if attempt(form, lambda told: checklists.edit(one, told, by=by, at=clock.now())):
        return done(
            request, _("Changed. What is written down already stays as it was."), "desk_checklist"
        )
    context = {
        "form": form,
        "title": one.name,
        "back": "../",
        "back_words": _("The checklist"),
        "button": _("Change it"),
    }
    return render(request, "market/desk/inspecting/form.html", context, status=422)
