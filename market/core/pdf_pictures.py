"""The first page of a PDF as a picture, drawn where a hostile file can do no harm."""

import subprocess
import sys
from pathlib import Path

from market.core.pictures import reencoded
from market.core.refusals import Invalid

PROGRAM = Path(__file__).with_name("pdf_drawing.py")
SECONDS = 20


def first_page(content: bytes) -> bytes:
    """This will give the first page as a JPEG of at most 1,200 pixels a side.

    Drawn by PDFium in a process of its own, with little memory and time and nothing to inherit; what
    comes back is drawn anew like any stranger's picture.
    Raises Invalid("pdf_broken") with field "file" where no picture comes back.
    """
    try:
        drawn = subprocess.run(  # noqa: S603 — our own program, without a shell
            [sys.executable, "-I", str(PROGRAM)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={},
        ).stdout
        return reencoded(drawn, "JPEG")
    except (subprocess.SubprocessError, OSError, Invalid) as fault:
        raise Invalid(
            "pdf_broken",
            "This PDF cannot be opened. Please save it again, or take photos of the pages.",
            field="file",
        ) from fault
