"""The checklist: what an inspector looks at, and what each fault takes off."""

from typing import Annotated

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Router
from pydantic import Field

from market import clock
from market.actions import checklists as deeds
from market.api.access import caller, operator
from market.api.etags import require_match, tagged
from market.api.schemas import Line, Out, Strict
from market.models import CheckItem

router = Router(auth=operator)


class CheckItemOut(Out):
    """A line of the checklist. grave: alone it fails the visit."""

    id: int
    code: str
    name: str
    name_en: str
    points: int
    days: int
    grave: bool
    in_use: bool
    source: str
    confidence: str


class CheckItemEdit(Strict):
    """What is to be changed. What is left out stays as it is."""

    points: Annotated[int, Field(ge=0, le=100)] = 0
    days: Annotated[int, Field(ge=0, le=90)] = 0
    grave: bool = False
    in_use: bool = True
    source: Line = ""


@router.get("", response=list[CheckItemOut])
def items(request: HttpRequest) -> list[CheckItem]:
    """The whole checklist, in its order."""
    return list(CheckItem.objects.all())


@router.get("/{int:item_id}", response=CheckItemOut)
def item(request: HttpRequest, response: HttpResponse, item_id: int) -> CheckItemOut:
    """One line."""
    answer = CheckItemOut.from_orm(get_object_or_404(CheckItem, pk=item_id))
    tagged(response, answer)
    return answer


@router.patch("/{int:item_id}", response=CheckItemOut)
@transaction.atomic
def edit_item(
    request: HttpRequest, response: HttpResponse, item_id: int, edit: CheckItemEdit
) -> CheckItemOut:
    """Change a line. Visits that are written down keep what counted then."""
    by = caller(request)
    found = get_object_or_404(CheckItem.objects.select_for_update(), pk=item_id)
    require_match(request, CheckItemOut.from_orm(found))
    answer = CheckItemOut.from_orm(deeds.edit(found, edit.said(), by=by, at=clock.now()))
    tagged(response, answer)
    return answer
