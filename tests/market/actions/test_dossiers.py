import csv
import os
import signal
import subprocess
import sys
import uuid
import zipfile
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from market.actions import dossiers, uploads
from market.core.actors import HOUSE
from market.core.refusals import Conflict, Forbidden, Invalid
from market.models import Dossier, Fetch, Move, PermitType, Reveal, Vendor
from tests.builders import AT, a_permit, acting, an_operator
from tests.inspecting import Ground, a_scale, a_visit
from tests.market.core.files import a_pdf, a_photo

pytestmark = pytest.mark.django_db
SINCE = date(2025, 3, 2)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path
    return tmp_path / "folders"


@pytest.fixture
def ground(settings):
    return Ground(settings, stalls=2)


def ask(ground, by=None, **given):
    told = {"scope": "market", "since": SINCE, "reason": "省局检查", **given}
    by = by or acting(user=an_operator("manager", market=ground.market))
    return dossiers.ask(ground.market, **told, by=by, at=AT)


def build():
    return dict(dossiers.build_waiting(by=HOUSE, at=AT).counts)


def opened(dossier):
    dossier.refresh_from_db()
    with zipfile.ZipFile(dossiers.place_of(dossier.file)) as archive:
        assert archive.testzip() is None
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def a_paper(vendor, code, content):
    permit = a_permit(vendor=vendor, type=PermitType.objects.get(code=code), state="submitted")
    upload = uploads.store(content, "x.jpg", permit, by=acting(), at=AT)
    return permit, upload


def test_a_folder_holds_index_files_papers_inspections_and_scales(ground):
    a_paper(ground.vendor, "FOOD_PERMIT", a_photo())
    a_paper(ground.vendor, "BIZ_LICENSE", a_pdf())
    a_visit(ground, "hygiene")
    a_scale(ground, fair=True)
    asked = ask(ground)
    assert build() == {"built": 1, "failed": 0}

    files = opened(asked)
    names = set(files)
    assert {"00-目录.pdf", "02-证件.csv", "03-巡检.csv", "05-衡器台账.csv", "校验.sha256"} <= names
    mine = {name for name in names if ground.vendor.name in name}
    assert sorted(Path(name).suffix for name in mine) == [".jpg", ".pdf", ".pdf"]
    assert files["00-目录.pdf"].startswith(b"%PDF")
    rows = list(csv.reader(StringIO(files["04-问题与整改.csv"].decode("utf-8-sig"))))
    assert (len(rows), rows[1][1]) == (2, ground.vendor.name)
    assert (asked.state, asked.files, asked.expires_at) == ("ready", len(names), AT + timedelta(7))


def test_what_a_vendor_is_called_runs_nothing_and_leads_nowhere(ground):
    evil = '=HYPERLINK("http://x")/../../etc'
    Vendor.objects.filter(pk=ground.vendor.pk).update(name=evil)
    asked = ask(ground)
    build()
    files = opened(asked)
    assert not any(".." in Path(name).parts or name.startswith("/") for name in files)
    rows = list(csv.reader(StringIO(files["01-商户.csv"].decode("utf-8-sig"))))
    assert f"'{evil}" in {row[1] for row in rows}


def test_health_certificates_go_in_only_where_asked_and_each_is_logged(ground):
    _, upload = a_paper(ground.vendor, "HEALTH_CERT", a_photo())
    plain, full = ask(ground), ask(ground, with_sensitive=True)
    build()
    assert not any("证件/" in name for name in opened(plain))
    assert sum("证件/" in name for name in opened(full)) == 1
    assert Reveal.objects.get().subject == f"upload:{upload.pk}"
    assert "省局检查" in Reveal.objects.get().reason


def test_of_a_zone_and_of_a_vendor_only_theirs_goes_in(ground):
    other = Vendor.objects.create(name="别处", name_key="bie chu", since=AT)
    other.accounts.create(market=ground.market, opened_at=AT)
    a_permit(vendor=other)
    whole = ask(ground)
    zone = ask(ground, scope="zone", zone=ground.zone)
    one = ask(ground, scope="vendor", vendor=ground.vendor)
    build()
    counts = [sum("档案.pdf" in name for name in opened(each)) for each in (whole, zone, one)]
    assert counts == [3, 2, 1]


def test_a_worker_that_died_is_followed_by_another_that_begins_anew(ground, folder):
    asked = ask(ground)
    dead = uuid.uuid4()
    assert dossiers.claim(dead).pk == asked.pk
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{dead}.part").write_bytes(b"half")
    assert build() == {"built": 0, "failed": 0}, "the claim still stands"

    with connection.cursor() as cursor:
        cursor.execute("UPDATE market_dossier SET claim_until = clock_timestamp() - interval '1 s'")
    assert build() == {"built": 1, "failed": 0}
    asked.refresh_from_db()
    assert (asked.state, asked.tries) == ("ready", 2)


def test_whoever_lost_the_claim_says_nothing_more(ground, monkeypatch):
    asked, stolen = ask(ground), []

    def steal(self, place):
        Dossier.objects.filter(pk=asked.pk).update(claim_token=uuid.uuid4())
        stolen.append(place)
        self.progress("vendors", 1, 2)

    monkeypatch.setattr("market.actions.folders.building.Builder.build", steal)
    assert build() == {"built": 0, "failed": 0}
    asked.refresh_from_db()
    assert (asked.state, asked.step, stolen[0].exists()) == ("building", "", False)


def test_one_that_cannot_be_built_says_so_and_is_tried_again_by_hand(ground, monkeypatch):
    asked = ask(ground)
    monkeypatch.setattr("market.actions.folders.building.tables", lambda *_: 1 / 0)
    assert build() == {"built": 0, "failed": 1}
    asked.refresh_from_db()
    assert (asked.state, asked.fault) == ("failed", "ZeroDivisionError")

    monkeypatch.undo()
    dossiers.retry(asked, by=acting(), at=AT)
    assert build() == {"built": 1, "failed": 0}


def test_a_folder_over_which_three_workers_died_is_given_up(ground):
    asked = ask(ground)
    Dossier.objects.filter(pk=asked.pk).update(tries=3)
    assert build() == {"built": 0, "failed": 1}


def test_fetching_is_for_roles_written_down_and_over_after_a_week(ground):
    asked = ask(ground)
    with pytest.raises(Conflict):
        dossiers.fetch(asked, by=acting(), at=AT)
    build()
    asked.refresh_from_db()
    for role in ("cashier", "steward", "auditor"):
        with pytest.raises(Forbidden):
            dossiers.fetch(asked, by=acting(role, market=ground.market), at=AT)
    assert dossiers.fetch(asked, by=acting("checker", market=ground.market), at=AT).is_file()
    assert Fetch.objects.get().by_name == "a checker"
    with pytest.raises(Conflict):
        dossiers.fetch(asked, by=acting(), at=AT + timedelta(days=7))


def test_after_a_week_the_file_is_deleted_and_that_it_was_there_stays(
    ground, django_capture_on_commit_callbacks
):
    asked = ask(ground)
    build()
    asked.refresh_from_db()
    place = dossiers.place_of(asked.file)
    with django_capture_on_commit_callbacks(execute=True):
        assert dossiers.expire_due(by=HOUSE, at=AT + timedelta(days=7)).counts == {"expired": 1}
    asked.refresh_from_db()
    assert (asked.state, asked.sha256 != "", place.exists()) == ("expired", True, False)
    names = Move.objects.filter(noun="dossier").values_list("name", flat=True)
    assert list(names) == ["begin", "finish", "expire"]


def test_whoever_lost_the_role_meanwhile_gets_no_folder(ground):
    manager = an_operator("manager", market=ground.market)
    asked = ask(ground, by=acting(user=manager))
    manager.roles.all().delete()
    assert build() == {"built": 0, "failed": 1}
    asked.refresh_from_db()
    assert asked.fault == "Forbidden"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"scope": "zone"}, "zone"),
        ({"scope": "vendor"}, "vendor"),
        ({"scope": "all"}, "scope"),
        ({"since": date(2019, 1, 1)}, "since"),
        ({"since": date(2026, 3, 3)}, "since"),
    ],
)
def test_a_folder_of_nothing_is_refused(ground, given, field):
    with pytest.raises(Invalid) as refused:
        ask(ground, **given)
    assert refused.value.facts["field"] == field


BUILDING = """
import django, sys, time
django.setup()
from django.db import connections
from market.actions import dossiers
from market.actions.folders import building
from market.core.actors import HOUSE
from market import clock
def slow(self, place):
    self.progress("vendors", 1, 9)
    place.write_bytes(b"half a folder")
    print("begun", flush=True)
    time.sleep(60)
building.Builder.build = slow
dossiers.build_waiting(by=HOUSE, at=clock.now())
"""


def test_a_worker_killed_outright_in_the_middle_leaves_nothing_that_hinders(
    real_transactions, settings, folder
):
    ground = Ground(settings, stalls=1)
    asked = ask(ground)
    env = {**os.environ, **_told(settings)}
    worker = subprocess.Popen(
        [sys.executable, "-c", BUILDING], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        assert worker.stdout.readline() == b"begun\n", worker.stderr.read().decode()[-2000:]
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    asked.refresh_from_db()
    assert (asked.state, asked.step, asked.done) == ("building", "vendors", 1)
    assert len(list(folder.glob("*.part"))) == 1

    Dossier.objects.update(claim_until=AT)
    assert build() == {"built": 1, "failed": 0}
    asked.refresh_from_db()
    assert (asked.state, asked.tries) == ("ready", 2)


def _told(settings):
    """What a process of its own must know of this test's database and folder."""
    there = connection.settings_dict
    who = f"{quote(there['USER'])}:{quote(there['PASSWORD'])}"
    address = f"{there['HOST']}:{there['PORT'] or 5432}/{quote(there['NAME'])}"
    return {
        "DATABASE_URL": f"postgresql://{who}@{address}",
        "DJANGO_SETTINGS_MODULE": "market.config.settings",
        "HUIQUAN_DEMO": "1",
        "HUIQUAN_TEST_DATABASE": "",
        "HUIQUAN_SECRET_KEY": settings.SECRET_KEY,
        "HUIQUAN_SEAL_KEYS": settings.SEAL_KEYS,
        "HUIQUAN_UPLOADS": str(settings.UPLOADS),
    }
