import os
from datetime import timedelta
from pathlib import Path

import pytest

from market.actions import uploads
from market.core.refusals import Conflict, Forbidden, Invalid, Missing
from market.core.seals import SealBroken
from market.models import PermitType, Reveal, Upload
from tests.builders import AT, a_market, a_permit, a_user, a_vendor, acting, as_vendor
from tests.market.core.files import SCRIPT, a_bomb, a_pdf, a_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    return settings.UPLOADS


def a_paper(code="FOOD_PERMIT", **given):
    return a_permit(type=PermitType.objects.get(code=code), state="submitted", **given)


def stored(permit=None, content=None, name="card.jpg", by=None):
    permit = permit or a_paper()
    return uploads.store(content or a_photo(), name, permit, by=by or acting(), at=AT)


def files_in(folder):
    return [file for file in Path(folder).rglob("*") if file.is_file()]


def test_a_photo_is_kept_outside_under_a_key_that_tells_nothing(folder):
    user = a_user()
    upload = stored(name="../../王小蔄.png", by=acting(user=user))

    [file] = files_in(folder)
    assert (file.name, file.parent.name) == (upload.key, upload.key[:2])
    assert file.stat().st_mode & 0o777 == 0o600
    assert (upload.name, upload.mime, upload.sealed) == ("王小蔄.jpg", "image/jpeg", False)
    assert (upload.uploaded_by, upload.size) == (user, file.stat().st_size)
    assert uploads.read(upload) == file.read_bytes()


def test_a_sensitive_paper_is_sealed_on_the_disk_and_opens_under_its_own_key_only(folder):
    upload = stored(a_paper("HEALTH_CERT"), a_pdf())
    other = stored(a_paper("HEALTH_CERT"), a_pdf(2))

    assert upload.sealed
    assert all(b"%PDF" not in file.read_bytes() for file in files_in(folder))
    assert uploads.read(upload) == a_pdf()

    place = {file.name: file for file in files_in(folder)}
    place[upload.key].write_bytes(place[other.key].read_bytes())
    with pytest.raises(SealBroken, match="not among the keys"):
        uploads.read(upload)


@pytest.mark.parametrize("content", [b"", SCRIPT, a_bomb(), a_photo()[:100], a_pdf(password="x")])
def test_nothing_is_kept_of_a_file_that_is_refused(folder, content):
    permit = a_paper()
    with pytest.raises(Invalid):
        uploads.store(content, "card.jpg", permit, by=acting(), at=AT)
    assert (files_in(folder), Upload.objects.count()) == ([], 0)


def test_a_file_larger_than_the_settings_allow_is_refused(settings):
    settings.UPLOAD_BYTES = 1024 * 1024
    with pytest.raises(Invalid) as refused:
        stored(content=a_photo() + b"\0" * 1024 * 1024)
    assert refused.value.code == "file_too_large"


def test_a_file_changed_on_the_disk_is_not_shown(folder):
    upload = stored()
    files_in(folder)[0].write_bytes(a_photo(size=(10, 10)))
    with pytest.raises(Missing) as refused:
        uploads.read(upload)
    assert refused.value.code == "file_lost"

    files_in(folder)[0].unlink()
    with pytest.raises(Missing):
        uploads.read(upload)


def test_only_the_vendors_own_and_who_checks_papers_send_files():
    market = a_market()
    permit = a_paper(vendor=a_vendor(market=market))
    stored(permit, by=as_vendor(permit.vendor))
    stored(permit, by=acting("checker", market=market))
    for by in (
        acting("cashier", market=market),
        acting("checker", market=a_market()),
        as_vendor(a_vendor()),
    ):
        with pytest.raises(Forbidden):
            stored(permit, by=by)
    assert permit.uploads.count() == 2


def test_a_decided_paper_takes_no_more_files_and_one_paper_at_most_twelve():
    with pytest.raises(Conflict) as refused:
        stored(a_permit(state="accepted"))
    assert refused.value.code == "not_now"

    permit = a_paper()
    for _ in range(12):
        stored(permit)
    with pytest.raises(Conflict) as refused:
        stored(permit)
    assert refused.value.code == "too_many_files"


def test_a_sensitive_paper_is_opened_with_a_reason_that_is_written_down():
    market = a_market()
    upload = stored(a_paper("HEALTH_CERT", vendor=a_vendor(market=market)))
    user = a_user()
    checker = acting("checker", market=market, user=user)

    with pytest.raises(Invalid) as refused:
        uploads.open_for(upload, by=checker, at=AT)
    assert (refused.value.code, Reveal.objects.count()) == ("reason_missing", 0)

    assert uploads.open_for(upload, reason="核对健康证", by=checker, at=AT) == uploads.read(upload)
    written = Reveal.objects.get()
    assert (written.subject, written.by, written.reason) == (
        f"upload:{upload.pk}",
        user,
        "核对健康证",
    )


@pytest.mark.parametrize(
    ("role", "ordinary", "sensitive"),
    [
        ("owner", True, True),
        ("manager", True, True),
        ("checker", True, True),
        ("cashier", True, False),
        ("steward", True, False),
        ("auditor", True, False),
    ],
)
def test_who_may_open_which_kind_of_paper(role, ordinary, sensitive):
    # whether the file is there at all for this role is the query's affair: test_permits.py
    market = a_market()
    by = acting(role, market=market)
    for code, may in (("FOOD_PERMIT", ordinary), ("HEALTH_CERT", sensitive)):
        upload = stored(a_paper(code, vendor=a_vendor(market=market)))
        opened = True
        try:
            uploads.open_for(upload, reason="检查", by=by, at=AT)
        except Forbidden:
            opened = False
        assert (code, opened) == (code, may)


def test_a_vendor_opens_its_own_papers_without_being_asked():
    upload = stored(a_paper("HEALTH_CERT"))
    uploads.open_for(upload, by=as_vendor(upload.permit.vendor), at=AT)
    assert not Reveal.objects.exists()
    with pytest.raises(Forbidden):
        uploads.open_for(upload, reason="x", by=as_vendor(a_vendor()), at=AT)


def test_files_that_a_crash_left_behind_are_swept_after_a_day_and_no_others(folder):
    upload = stored()
    stray, fresh = (folder / "ab" / name for name in ("ab-stray", "ab-fresh.part"))
    stray.parent.mkdir(exist_ok=True)
    for file in (stray, fresh):
        file.write_bytes(b"left behind")
    long_ago = (AT - timedelta(days=1, minutes=1)).timestamp()
    now = AT.timestamp()
    os.utime(fresh, (now, now))
    for file in (stray, folder / upload.key[:2] / upload.key):
        os.utime(file, (long_ago, long_ago))

    assert uploads.sweep_strays(at=AT) == 1
    assert {file.name for file in files_in(folder)} == {upload.key, "ab-fresh.part"}
