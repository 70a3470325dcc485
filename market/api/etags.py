"""Edits without lost updates: the version that was read is named by the one who edits."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from market.api.doors import Stale, Unconditional

# what the day or the reader changes, and no edit
_PASSING = {"can", "on", "state", "held_for", "until"}


def etag_of(answer: BaseModel) -> str:
    """The version of what is answered, as an entity tag."""
    said = answer.model_dump_json(exclude=_PASSING)
    return f'"{sha256(said.encode()).hexdigest()[:32]}"'


def tagged(response: HttpResponse, answer: BaseModel) -> None:
    """Send the version along with the answer."""
    response.headers["ETag"] = etag_of(answer)


def require_match(request: HttpRequest, answer: BaseModel) -> None:
    """This will refuse an edit of another version than the one that is there now.

    Raises Unconditional (428) without an If-Match, and Stale (412) where it names another
    version. The row must be locked.
    """
    asked = request.headers.get("If-Match", "")
    if not asked:
        raise Unconditional(
            "if_match_missing",
            "Send If-Match with the ETag that you read, so that nobody's change is lost.",
        )
    named = [tag.strip().removeprefix("W/") for tag in asked.split(",")]
    current = etag_of(answer)
    if current not in named:
        raise Stale(
            "changed_meanwhile",
            "Somebody has changed this since you read it. Please read it again.",
            etag=current,
        )
