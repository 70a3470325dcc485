"""Every way in which a file has been up to no good: refused with a sentence, or made harmless."""

import json
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from market.core import files
from market.core.refusals import Invalid
from tests.market.core.hostile import made_harmless, refused

MOST = 10 * 2**20
REFUSED = list(refused())
HARMLESS = list(made_harmless())
ROOT = Path(__file__).resolve().parents[3]

# cleans every file in a process of its own, and says how much memory that took at most
MEASURED = """
import json, resource, sys
from market.core import files
from market.core.refusals import Invalid
from tests.market.core.hostile import made_harmless, refused
sent = [each[1:3] for each in (*refused(), *made_harmless())]
for content, name in sent:
    try:
        files.clean(content, name, most_bytes=10 * 2**20)
    except Invalid:
        pass
# ru_maxrss of this process is that of the test run it was forked from
[ours] = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps([
    int(ours.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
]))
"""


def test_the_set_is_as_large_as_it_should_be():
    assert len(REFUSED) + len(HARMLESS) >= 40


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [each[1:] for each in REFUSED],
    ids=[each[0] for each in REFUSED],
)
def test_it_is_refused_in_a_sentence_at_its_field(content, name, code):
    with pytest.raises(Invalid) as fault:
        files.clean(content, name, most_bytes=MOST)
    assert (fault.value.code, fault.value.facts["field"]) == (code, "file")
    assert str(fault.value).endswith(".")


@pytest.mark.parametrize(
    ("content", "name", "gone"),
    [each[1:] for each in HARMLESS],
    ids=[each[0] for each in HARMLESS],
)
def test_it_is_made_harmless_and_called_by_a_tame_name(content, name, gone):
    kept = files.clean(content, name, most_bytes=MOST)
    with Image.open(BytesIO(kept.content)) as picture:
        assert (picture.format, dict(picture.getexif())) == ("JPEG", {})
    assert gone not in kept.content
    assert gone.decode() not in kept.name
    assert (kept.mime, kept.name.endswith(".jpg"), "/" in kept.name) == ("image/jpeg", True, False)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc how much memory was taken")
def test_all_of_them_together_take_less_than_300_mb():
    said = subprocess.run(
        [sys.executable, "-c", MEASURED], cwd=ROOT, capture_output=True, check=True, timeout=120
    )
    ours, drawing = json.loads(said.stdout)
    assert max(ours, drawing) < 300 * 1024


def test_the_first_page_of_a_good_pdf_comes_with_it_as_a_picture():
    kept = files.clean(_a_page_with_ink(), "登记证.pdf", most_bytes=MOST)
    assert kept.preview is not None
    with Image.open(BytesIO(kept.preview)) as picture:
        assert (picture.format, max(picture.size)) == ("JPEG", 1200)
        assert picture.convert("L").getextrema()[0] < 60


def _a_page_with_ink() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    pen = Canvas(out, pagesize=(300, 400))
    pen.rect(40, 40, 200, 300, fill=1)
    pen.save()
    return out.getvalue()
