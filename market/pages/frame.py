"""What every page's frame knows."""

from typing import Any

from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """The context of the frame."""
    return {}
