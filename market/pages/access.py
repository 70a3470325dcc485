"""The vendor's way in: a phone, a code, and one is there. And which language is spoken."""

from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from django.views.i18n import set_language

from market import clock
from market.actions import codes, people
from market.core.identity import mobile
from market.core.particulars import at_field
from market.core.refusals import Conflict
from market.models import User
from market.pages.forms import attempt
from market.pages.patience import require_patience

PHONE = "entering_phone"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class PhoneForm(forms.Form):
    """Where the code is sent."""

    phone = forms.CharField(
        label=_("Mobile number"),
        max_length=30,
        widget=forms.TelInput(attrs={"autocomplete": "tel", "autofocus": True}),
    )


class CodeForm(forms.Form):
    """What came back."""

    code = forms.CharField(
        label=_("Code"),
        max_length=10,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Ask for the phone and send it a code, whoever's it is."""
    form = PhoneForm(request.POST if request.method == "POST" else None)
    phone = attempt(form, lambda told: _code_sent(request, told["phone"]))
    if phone is None:
        return render(request, "market/enter/phone.html", {"form": form})
    request.session[PHONE] = phone
    return redirect(_address(request, "prove"))


@never_cache
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Take the code back and let the person in."""
    phone = request.session.get(PHONE)
    if phone is None:
        return redirect(_address(request, "enter"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    user = attempt(form, lambda told: _proved(request, phone, told["code"]))
    if user is None:
        back = _address(request, "enter")
        return render(
            request, "market/enter/code.html", {"form": form, "phone": phone, "back": back}
        )
    del request.session[PHONE]
    login(request, user, backend=BACKEND)
    return redirect(_next(request) or reverse("me"))


@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Go on in another language, at the same place; who is logged in is written to in it too."""
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and language in dict(settings.LANGUAGES):
        people.choose_language(request.user, language)
    return set_language(request)


def _code_sent(request: HttpRequest, phone: str) -> str:
    """Who asks again within a minute is asked for the code that is on its way."""
    number: str = at_field("phone", mobile, phone)
    require_patience(request, "code", most=5)
    try:
        codes.issue(number, at=clock.now())
    except Conflict as refusal:
        if refusal.code != "code_too_soon":
            raise
    return number


def _proved(request: HttpRequest, phone: str, code: str) -> User:
    require_patience(request, "guess", most=20)
    return codes.redeem(phone, code, at=clock.now())


def _next(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of this house."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else ""


def _address(request: HttpRequest, name: str) -> str:
    wanted = _next(request)
    return reverse(name) + (f"?{urlencode({'next': wanted})}" if wanted else "")
