"""Planning questions, answered without looking anything up: rent, late fees, splits…"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string
from ninja import Body, Router

from market.api.access import anyone
from market.api.idempotency import answered_afresh
from market.core.previews import Preview, answer_all
from market.core.refusals import Invalid, Missing
from market.phrasing import sentence

router = Router(auth=anyone)

MOST = 200


@router.post("/{kind}", response=Any)
@answered_afresh
def preview(request: HttpRequest, kind: str, question: Body[Any]) -> Any:
    """A list of questions gives a list of answers; a refused one stands in it as its error."""
    if isinstance(question, list) and len(question) > MOST:
        raise Invalid("too_many_questions", "Ask at most {most} questions at once.", most=MOST)
    return answer_all(question, _planner(kind), sentence)


def _planner(kind: str) -> Preview:
    if kind not in settings.PREVIEW_KINDS:
        known = ", ".join(settings.PREVIEW_KINDS)
        raise Missing(
            "no_such_preview", "There is no such preview. There are: {known}.", known=known
        )
    planner: Preview = import_string(settings.PREVIEW_KINDS[kind])
    return planner
