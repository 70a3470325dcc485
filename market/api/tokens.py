"""A phone and its code for a token; and giving the token back."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from market import clock
from market.actions import codes, people
from market.actions import tokens as deeds
from market.api.access import anyone, caller, member
from market.api.idempotency import answered_afresh
from market.api.schemas import Out, Short, Strict
from market.api.throttles import guesses

router = Router(auth=anyone)


class TokenIn(Strict):
    """The phone and the code that was sent to it."""

    phone: Short
    code: Short


class TokenOut(Out):
    """A bearer token, shown once, and the vendors one may now act for."""

    token: str
    days: int
    vendors: list[int]


@router.post("", response={201: TokenOut}, throttle=[guesses])
@answered_afresh
def begin(request: HttpRequest, given: TokenIn) -> TokenOut:
    user = codes.redeem(given.phone, given.code, at=clock.now())
    bearer = deeds.issue_for_user(user, at=clock.now())
    vendors = sorted(people.vendors_of(user))
    return TokenOut(token=bearer, days=deeds.USER_LIFE.days, vendors=vendors)


@router.delete("/current", response={204: None}, auth=member)
def end(request: HttpRequest, response: HttpResponse) -> None:
    """Make the token of this request worthless."""
    caller(request)
    bearer = request.headers.get("Authorization", "").partition(" ")[2].strip()
    token = deeds.find(bearer, at=clock.now())
    if token is not None:
        deeds.revoke(token, at=clock.now())
