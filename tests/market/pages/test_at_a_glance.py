"""What a vendor's first page says of the papers, in the reader's language."""

from datetime import timedelta

import pytest

from market.clock import today
from market.models import PermitType
from tests.builders import a_permit, a_vendor, phone_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Scale verification is valid until"), ("zh-hans", "电子计价秤强制检定有效期到")],
)
def test_a_paper_that_runs_out_is_called_by_its_name_in_that_language(language, said):
    vendor = a_vendor(phone="13800000000")
    scale = PermitType.objects.get(name_en="Scale verification")
    a_permit(vendor=vendor, type=scale, expires_on=today() + timedelta(days=9))
    page = phone_of(vendor)
    page.cookies["huiquan_language"] = language

    assert said in page.get("/me/").content.decode()
