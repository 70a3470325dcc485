import os
from datetime import timedelta

import pytest

from market.actions import codes, tidying, tokens
from market.core.actors import HOUSE
from market.core.refusals import Forbidden
from market.models import Answer, LoginCode, Token
from tests.builders import AT, a_vendor, acting

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=40)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.UPLOADS = tmp_path
    (tmp_path / "ab").mkdir()
    stray = tmp_path / "ab" / "ab-stray"
    stray.write_bytes(b"left behind")
    os.utime(stray, (AT.timestamp(), AT.timestamp()))
    return tmp_path


def left_from(at):
    Answer.objects.create(caller="user:1", key=f"key-{at}", digest="d", at=at)
    codes.issue("13800000001", at=at)
    tokens.issue_for_vendor(a_vendor(), at=at)


def test_what_has_served_its_purpose_is_forgotten_and_the_rest_is_not(
    folder, django_capture_on_commit_callbacks
):
    for at in (AT, LATER):
        left_from(at)

    with django_capture_on_commit_callbacks(execute=True):
        report = tidying.tidy(by=HOUSE, at=LATER)

    assert dict(report.counts) == {
        "answers_forgotten": 1,
        "codes_forgotten": 1,
        "tokens_forgotten": 1,
        "files_swept": 1,
    }
    left = (Answer.objects.count(), LoginCode.objects.count(), Token.objects.count())
    assert (left, list(folder.glob("ab/*"))) == ((1, 1, 1), [])


def test_a_rehearsal_that_is_rolled_back_sweeps_no_file(folder):
    tidying.tidy(by=HOUSE, at=LATER)
    assert [file.name for file in folder.glob("ab/*")] == ["ab-stray"]


def test_nobody_else_tidies():
    with pytest.raises(Forbidden):
        tidying.tidy(by=acting("manager"), at=LATER)
