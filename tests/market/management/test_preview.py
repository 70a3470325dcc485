"""manage.py preview, through the real command and its real streams, without a database."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.rent_cases import cases, projected

MANAGE = """
import os, sys
os.environ.setdefault("HUIQUAN_DEMO", "1")
os.environ["DJANGO_SETTINGS_MODULE"] = "market.config.settings"
os.environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "preview", *sys.argv[1:]])
"""
ROOT = Path(__file__).resolve().parents[3]


def preview(kind, question):
    """What the command prints for a question, and how it ends."""
    data = question if isinstance(question, bytes) else json.dumps(question).encode()
    ran = subprocess.run(
        [sys.executable, "-c", MANAGE, kind], input=data, capture_output=True, cwd=ROOT, check=False
    )
    return ran.stdout.decode("utf-8"), ran.stderr.decode("utf-8"), ran.returncode


def test_a_list_in_gives_a_list_out_in_which_an_error_stands_for_a_refused_item():
    (schedule, expected), *_ = (case.values for case in cases("schedule"))
    out, _, code = preview("rent", [schedule, schedule | {"lease": {}}])
    first, second = json.loads(out)
    assert projected(first, expected) == expected
    assert second["error"]["code"] == "missing_field"
    assert code == 0


def test_one_question_gives_one_answer_with_or_without_a_byte_order_mark():
    question = {"deposit": "100.00", "claims_in_order": []}
    bom = b"\xef\xbb\xbf" + json.dumps(question).encode()
    out, _, code = preview("deposit", bom)
    assert (json.loads(out)["returned"], code) == ("100.00", 0)


def test_a_single_refused_question_prints_its_error_in_utf8_and_ends_with_one():
    out, _, code = preview("deposit", {"deposit": "蔄", "claims_in_order": []})
    assert json.loads(out)["error"]["code"] == "bad_money"
    assert "蔄" in out
    assert code == 1


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"amount": "1.00", "weights": []}, "bad_weights"),
        (b'{"amount": 1.00, "weights": ["1"]}', "bad_money"),
        (b'{"amount": NaN, "weights": ["1"]}', "bad_json"),
        (b"{", "bad_json"),
        (b"", "bad_json"),
        (b"\xff\xfe", "bad_json"),
        (b"[" * 100_000, "bad_json"),
    ],
)
def test_a_question_that_cannot_be_read_is_answered_with_its_error(question, code, monkeypatch):
    data = question if isinstance(question, bytes) else json.dumps(question).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    out = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("preview", "split", stdout=out)
    assert (json.loads(out.getvalue())["error"]["code"], ended.value.code) == (code, 1)


def test_an_unknown_kind_names_the_known_ones_and_ends_with_two():
    out, said, ended = preview("horoscope", {})
    assert (out, ended) == ("", 2)
    assert "late-fee" in said
