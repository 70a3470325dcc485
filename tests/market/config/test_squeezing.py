"""What is made of words travels compressed; what is small already, as it is."""

import gzip
import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile

from market.actions import pay_codes
from market.core.actors import HOUSE
from tests.builders import AT, a_market, a_pitch, an_operator

pytestmark = pytest.mark.django_db
SQUEEZED = {"Accept-Encoding": "gzip"}


def test_pages_and_answers_are_compressed_and_pictures_are_not(client, settings, tmp_path):
    settings.UPLOADS = tmp_path
    market = a_market()
    page = client.get("/apply/", headers=SQUEEZED)
    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < len(gzip.decompress(page.content)) / 2

    out = io.BytesIO()
    segno.make("https://pay.example/1").save(out, kind="png", scale=8)
    file = SimpleUploadedFile("code.png", out.getvalue())
    told = {"payee": "汇泉", "content": file.read(), "name": "code.png"}
    code = pay_codes.hang_out(market, "wechat", **told, by=HOUSE, at=AT)
    picture = client.get(f"/pay-codes/{code.pk}/", headers=SQUEEZED)
    assert "Content-Encoding" not in picture


def test_an_edit_is_let_in_by_the_tag_of_an_answer_that_was_compressed(client):
    pitch = a_pitch(market=a_market())
    client.force_login(an_operator("manager", market=pitch.zone.market))
    path = f"/api/v1/pitches/{pitch.pk}"
    read = client.get(path, headers=SQUEEZED)
    assert read["Content-Encoding"] == "gzip"
    assert read["ETag"].startswith("W/")
    edited = client.patch(
        path,
        {"row": "A"},
        content_type="application/json",
        headers={"If-Match": read["ETag"]},
    )
    assert edited.status_code == 200
