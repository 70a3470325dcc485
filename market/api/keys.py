"""Named keys for an operator's own programs."""

from typing import Annotated

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from market import clock
from market.actions import tokens as deeds
from market.api.access import caller
from market.api.idempotency import answered_afresh
from market.api.paging import Page, Window, page
from market.api.schemas import Moment, Out, Short, Strict
from market.models import ApiKey

router = Router()


class KeyOut(Out):
    """A key by its name; its text is not kept."""

    id: int
    name: str
    scopes: list[str]
    created_at: Moment
    revoked_at: Moment | None

    @classmethod
    def of(cls, key: ApiKey) -> "KeyOut":
        return cls(
            id=key.pk,
            name=key.name,
            scopes=key.scopes,
            created_at=key.created_at,
            revoked_at=key.revoked_at,
        )


class NewKey(KeyOut):
    """A key just made, with its text: it is shown this once."""

    key: str


class KeyIn(Strict):
    """What the key is for, and what it may do: "permit.accept", "charge.*", "vendor.read"."""

    name: Annotated[Short, Field(min_length=1)]
    scopes: Annotated[
        list[Annotated[str, Field(max_length=40)]], Field(min_length=1, max_length=50)
    ]


@router.get("", response=Page[KeyOut])
def keys(request: HttpRequest, window: Query[Window]) -> Page[KeyOut]:
    mine = ApiKey.objects.filter(user=caller(request).user)
    return page(request, mine.order_by("-pk"), window, KeyOut.of)


@router.post("", response={201: NewKey})
@answered_afresh
def make_key(request: HttpRequest, given: KeyIn) -> NewKey:
    key, secret = deeds.create_key(given.name, given.scopes, by=caller(request), at=clock.now())
    return NewKey(**KeyOut.of(key).model_dump(), key=secret)


@router.post("/{int:key_id}/revoke", response=KeyOut)
def revoke_key(request: HttpRequest, key_id: int) -> KeyOut:
    by = caller(request)
    key = get_object_or_404(ApiKey, pk=key_id, user=by.user)
    deeds.revoke_key(key, by=by, at=clock.now())
    key.refresh_from_db()
    return KeyOut.of(key)
