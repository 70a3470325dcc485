"""Files that are up to no good, each with why it is refused, or what is left of it."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.market.core.files import (
    SCRIPT,
    a_bomb,
    a_pdf,
    a_pdf_with_a_file,
    a_pdf_with_a_script,
    a_photo,
    a_photo_with_its_place,
)

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + SCRIPT + b"</svg>"
HTML = b"<!doctype html><html><body>" + SCRIPT
EXE = b"MZ" + b"\x90" * 400


def refused() -> Iterator[tuple[str, bytes, str, str]]:
    """What it is, its bytes, what it calls itself, and the code of the refusal."""
    zipped = _zip({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<x/>"})
    yield "nothing at all", b"", "photo.jpg", "file_empty"
    yield "one byte", b"\xff", "photo.jpg", "file_kind"
    yield "zero bytes only", b"\0" * 4000, "photo.jpg", "file_kind"
    yield "more than may be", a_photo() + b"\0" * (10 * 2**20), "photo.jpg", "file_too_large"
    yield "an SVG with a script", SVG, "photo.svg", "file_kind"
    yield "an SVG called a photo", SVG, "photo.jpg", "file_kind"
    yield "a page with a script", HTML, "paper.pdf", "file_kind"
    yield "a page with two endings", HTML, "photo.jpg.html", "file_kind"
    yield "an archive as a Word file", zipped, "证件.docx", "file_kind"
    yield "an archive as a PDF", zipped, "证件.pdf", "file_kind"
    yield "an archive that unpacks to a gigabyte", _zip_bomb(), "a.zip", "file_kind"
    yield "a program", EXE, "photo.jpg", "file_kind"
    yield "a program with two endings", EXE, "photo.jpg.exe", "file_kind"
    yield "a shell script", b"#!/bin/sh\nrm -rf /\n", "photo.jpg", "file_kind"
    yield "a macro", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "paper.doc", "file_kind"
    yield "an ELF", b"\x7fELF" + b"\0" * 200, "photo.png", "file_kind"
    yield "a GIF", _gif(), "photo.gif", "file_kind"
    yield "a BMP", _saved("BMP"), "photo.bmp", "file_kind"
    yield "a TIFF", _saved("TIFF"), "photo.tif", "file_kind"
    yield "a HEIC of a phone", b"\0\0\0\x18ftypheic" + b"\0" * 64, "IMG_1.HEIC", "file_kind"
    yield "an icon", b"\0\0\1\0" + b"\0" * 60, "a.ico", "file_kind"
    yield "PostScript", b"%!PS-Adobe-3.0\n(r) file\n", "paper.pdf", "file_kind"
    yield "a PNG of 900 megapixels", a_bomb(), "photo.png", "picture_too_large"
    yield "a PNG of 100 megapixels", a_bomb(10_000, 10_000), "photo.png", "picture_too_large"
    yield "a PNG a hundred million wide", a_bomb(100_000_000, 1), "photo.png", "picture_too_large"
    yield "a photo cut off", a_photo(size=(900, 900))[:300], "photo.jpg", "picture_broken"
    yield (
        "a photo that is only its head",
        b"\xff\xd8\xff\xe0" + b"\0" * 60,
        "a.jpg",
        "picture_broken",
    )
    yield "a PNG cut off", a_photo("PNG")[:40], "photo.png", "picture_broken"
    yield "a PNG that lies about its sum", _png_with_wrong_sum(), "photo.png", "picture_broken"
    yield "a WebP cut off", a_photo("WEBP")[:24], "photo.webp", "picture_broken"
    yield "a PDF under a password", a_pdf(password="x"), "paper.pdf", "pdf_locked"
    yield "a PDF with a script", a_pdf_with_a_script(), "paper.pdf", "pdf_acts"
    yield "a PDF with a file in it", a_pdf_with_a_file(), "paper.pdf", "pdf_acts"
    yield "a PDF that starts a program", _pdf_acting("/Launch", "/F"), "paper.pdf", "pdf_acts"
    yield "a PDF that sends a form", _pdf_acting("/SubmitForm", "/F"), "paper.pdf", "pdf_acts"
    yield "a PDF that opens another", _pdf_acting("/GoToE", "/F"), "paper.pdf", "pdf_acts"
    yield "a PDF that imports data", _pdf_acting("/ImportData", "/F"), "paper.pdf", "pdf_acts"
    yield "a PDF with a form that is a program", _pdf_with_xfa(), "paper.pdf", "pdf_acts"
    yield "a PDF of 21 pages", a_pdf(21), "paper.pdf", "pdf_too_long"
    yield "a PDF and an archive", a_pdf() + zipped, "paper.pdf", "pdf_two_things"
    yield "a PDF and a page", a_pdf() + HTML, "paper.pdf", "pdf_two_things"
    yield "a PDF that is only its head", b"%PDF-1.7\n" + b"9" * 400, "paper.pdf", "pdf_broken"
    yield "a PDF cut off", a_pdf()[:60], "paper.pdf", "pdf_broken"
    yield "a PDF whose list unpacks to a gigabyte", _pdf_bomb(), "paper.pdf", "pdf_broken"
    yield "a PDF whose pages go round", _pdf_in_a_circle(), "paper.pdf", "pdf_broken"
    yield "a PDF of pages nobody can draw", _pdf_of_no_size(), "paper.pdf", "pdf_broken"


def made_harmless() -> Iterator[tuple[str, bytes, str, bytes]]:
    """What it is, its bytes, what it calls itself, and what must not be left of it."""
    zipped = _zip({"run.exe": EXE})
    yield "a photo with its place", a_photo_with_its_place(), "photo.jpg", b"Maker of the phone"
    yield "a photo and a page", a_photo() + HTML, "photo.jpg.html", SCRIPT
    yield "a photo and an archive", a_photo() + zipped, "photo.zip", b"run.exe"
    yield "a photo with a script for a comment", a_photo(comment=SCRIPT), "photo.php", SCRIPT
    yield "a PNG and a page", a_photo("PNG") + HTML, "photo.png", SCRIPT
    yield "a PNG with a script in its text", _png_with_text(), "../../photo.png", SCRIPT
    yield "a WebP and an archive", a_photo("WEBP") + zipped, "photo.webp", b"run.exe"
    yield "a photo called a program", a_photo(), "C:\\fakepath\\photo.exe", b"exe"
    yield "a photo called a path", a_photo(), "../../../etc/cron.d/job", b"cron"
    yield "a photo that turns its name", a_photo(), "photo\u202egpj.exe", b"exe"


def _zip(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def _zip_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = b"\0" * 2**20
    body = b"".join(packer.compress(block) for _ in range(64)) + packer.flush()
    return b"PK\x03\x04" + struct.pack("<HHHHHIII", 20, 0, 8, 0, 0, 0, len(body), 2**30) + body


def _saved(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, kind)
    return out.getvalue()


def _gif() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("P", (20, 20)) for _ in range(3)]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue() + SCRIPT


def _png_with_wrong_sum() -> bytes:
    good = bytearray(a_photo("PNG"))
    place = good.index(b"IDAT") + 6
    good[place] ^= 0xFF
    return bytes(good)


def _png_with_text() -> bytes:
    text = b"tEXtComment\0" + SCRIPT
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    good = a_photo("PNG")
    return good[:33] + chunk + good[33:]


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _one_page() -> PdfWriter:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    return writer


def _pdf_acting(kind: str, key: str) -> bytes:
    writer = _one_page()
    action = {NameObject("/S"): NameObject(kind), NameObject(key): TextStringObject("cmd.exe")}
    link = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Link"),
            NameObject("/Rect"): ArrayObject([NumberObject(n) for n in (0, 0, 200, 200)]),
            NameObject("/A"): DictionaryObject(action),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([link])
    return _written(writer)


def _pdf_with_xfa() -> bytes:
    writer = _one_page()
    form = DecodedStreamObject()
    form.set_data(b"<xdp/>")
    fields = {NameObject("/XFA"): writer._add_object(form), NameObject("/Fields"): ArrayObject()}
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(fields)
    return _written(writer)


def _pdf_bomb() -> bytes:
    """Its objects lie in a stream of 200 KB that unpacks to 200 MB."""
    packer = zlib.compressobj(9)
    block = b"1 " * 2**19
    packed = b"".join(packer.compress(block) for _ in range(200)) + packer.flush()
    head = b"%PDF-1.7\n"
    stream = b"2 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(
        packed
    )
    body = head + stream + packed + b"\nendstream\nendobj\n"
    rows = b"".join(struct.pack(">BIB", *row) for row in ((0, 0, 0), (2, 2, 0), (1, len(head), 0)))
    start = len(body)
    rows += struct.pack(">BIB", 1, start, 0)
    xref = b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    return body + xref + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % start


def _pdf_in_a_circle() -> bytes:
    body = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"
    )
    places = [body.index(b"1 0 obj"), body.index(b"2 0 obj")]
    table = b"xref\n0 3\n0000000000 65535 f \n" + b"".join(
        b"%010d 00000 n \n" % at for at in places
    )
    start = len(body)
    return body + table + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % start


def _pdf_of_no_size() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(2_000_000, 2_000_000)
    return _written(writer)
