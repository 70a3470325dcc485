import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).parents[2] / "market" / "static" / "market" / "vendor"


def test_each_vendored_library_is_the_one_that_was_written_down():
    notes = (VENDOR / "README.md").read_text(encoding="utf-8")
    written = dict(re.findall(r"^\| `([\w.-]+)` \|.*`([0-9a-f]{64})` \|$", notes, re.MULTILINE))
    found = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDOR.glob("*.js")
    }
    assert written == found


def test_each_vendored_library_has_its_licence_beside_it():
    libraries = {file.name.removesuffix(".min.js") for file in VENDOR.glob("*.js")}
    assert libraries == {file.stem for file in VENDOR.glob("*.LICENSE")}
