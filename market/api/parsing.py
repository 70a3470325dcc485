"""Reading JSON bodies strictly: no NaN, exact decimals, one value."""

import json
from decimal import Decimal
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class StrictParser(Parser):
    """JSON as RFC 8259 has it. Numbers with decimals stay exact; NaN and Infinity are no JSON."""

    def parse_body(self, request: HttpRequest) -> Any:
        return json.loads(request.body.decode(), parse_float=Decimal, parse_constant=_no)


def _no(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number")
