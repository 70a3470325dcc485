"""Files to be sent in tests: good ones, and hostile ones."""

import struct
import zlib
from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

SCRIPT = b"<script>alert(document.cookie)</script>"


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **given: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **given)  # type: ignore[arg-type]
    return out.getvalue()


def a_photo_with_its_place() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "Maker of the phone"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (37.0, 12.0, 0.0)
    gps[3], gps[4] = "E", (122.0, 6.0, 0.0)
    exif[0x8825] = gps
    return a_photo(exif=exif)


def a_sideways_photo() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    return a_photo(size=(40, 20), exif=exif)


def a_bomb(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a few bytes whose header promises 900 megapixels."""
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", header)
        + _chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + _chunk(b"IEND", b"")
    )


def a_pdf(pages: int = 1, **given: str) -> bytes:
    return _written(_blank(pages), **given)


def a_pdf_with_a_script() -> bytes:
    writer = _blank(1)
    script = TextStringObject("app.alert('hello')")
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): script}
    )
    return _written(writer)


def a_pdf_with_a_file() -> bytes:
    writer = _blank(1)
    writer.add_attachment("run.exe", b"MZ")
    return _written(writer)


def _blank(pages: int) -> PdfWriter:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    return writer


def _written(writer: PdfWriter, password: str = "") -> bytes:
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
