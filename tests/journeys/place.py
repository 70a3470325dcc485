"""Where the journeys begin: a small market, and a photo of a paper."""

import io
from typing import Any

from PIL import Image

from tests.builders import a_market, a_pitch, a_zone, an_operator

PASSWORD = "a-long-password-for-a-test"


def a_photo() -> bytes:
    """A picture as a phone makes it, small."""
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "#d9541e").save(file, "JPEG")
    return file.getvalue()


def a_place() -> dict[str, Any]:
    """A market with pitches to let and somebody to run it."""
    market = a_market(code="huiquan", name="汇泉农贸市场", name_en="Huiquan Market")
    hall = a_zone(market=market, code="hall", name="农贸大厅", width=3000, height=2000)
    star = a_zone(market=market, code="star-street", name="星空街", width=3000, height=800, y=2200)
    pitch = a_pitch(zone=hall, code="A-12", goods=["鲜肉"], guide_rent_fen=170000)
    manager = an_operator("manager", market=market, username="manager")
    manager.set_password(PASSWORD)
    manager.save()
    return {"market": market, "hall": hall, "star": star, "pitch": pitch, "manager": manager}
