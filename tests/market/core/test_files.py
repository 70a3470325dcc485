import resource
import zipfile
from io import BytesIO

import pytest
from PIL import Image

from market.core import files
from market.core.refusals import Invalid
from tests.market.core.files import (
    SCRIPT,
    a_bomb,
    a_pdf,
    a_pdf_with_a_file,
    a_pdf_with_a_script,
    a_photo,
    a_photo_with_its_place,
    a_sideways_photo,
)

MOST = 1024 * 1024


def clean(content, name="card.jpg"):
    return files.clean(content, name, most_bytes=MOST)


def test_a_photo_is_drawn_anew_as_a_jpeg_whatever_it_was():
    for kind in ("JPEG", "PNG", "WEBP"):
        kept = clean(a_photo(kind), "健康证.png")
        assert (kept.mime, kept.name) == ("image/jpeg", "健康证.jpg")
        with Image.open(BytesIO(kept.content)) as picture:
            assert (picture.format, picture.size) == ("JPEG", (40, 30))


def test_where_and_with_what_a_photo_was_taken_is_not_kept():
    sent = a_photo_with_its_place()
    assert Image.open(BytesIO(sent)).getexif().get_ifd(0x8825)

    kept = clean(sent).content

    assert dict(Image.open(BytesIO(kept)).getexif()) == {}
    assert b"Maker of the phone" not in kept


def test_a_photo_taken_sideways_is_turned_upright():
    with Image.open(BytesIO(clean(a_sideways_photo()).content)) as picture:
        assert picture.size == (20, 40)


def test_a_large_photo_is_brought_to_two_thousand_pixels():
    with Image.open(BytesIO(clean(a_photo(size=(4000, 3000))).content)) as picture:
        assert picture.size == (2000, 1500)


def test_what_is_transparent_becomes_white_and_a_palette_keeps_its_colours():
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(BytesIO(clean(out.getvalue()).content)) as picture:
        assert picture.getpixel((10, 10)) == (255, 255, 255)

    out = BytesIO()
    Image.new("RGB", (20, 20), (0, 128, 0)).convert("P").save(out, "PNG")
    with Image.open(BytesIO(clean(out.getvalue()).content)) as picture:
        red, green, blue = picture.getpixel((10, 10))
        assert (red < 20, 110 < green < 145, blue < 20) == (True, True, True)


def test_a_picture_that_is_a_page_with_a_script_too_loses_the_script():
    for sent in (a_photo() + SCRIPT, a_photo(comment=SCRIPT), a_photo("PNG") + SCRIPT):
        assert SCRIPT in sent
        assert SCRIPT not in clean(sent).content


@pytest.mark.parametrize("side", [10_000, 30_000])
def test_a_small_file_that_stands_for_a_huge_picture_is_refused_before_it_is_decoded(side):
    sent = a_bomb(side, side)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with pytest.raises(Invalid) as refused:
        clean(sent)

    assert (refused.value.code, len(sent) < 200) == ("picture_too_large", True)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024


def test_a_progressive_photo_may_have_fewer_pixels_than_a_plain_one():
    # a decoder keeps all of a progressive picture in memory, of a plain one only what it shrinks
    size = (6000, 5000)
    kept = clean(a_photo(size=size)).content
    assert Image.open(BytesIO(kept)).size == (2000, 1667)

    with pytest.raises(Invalid) as refused:
        clean(a_photo(size=size, progressive=True))
    assert refused.value.code == "picture_too_large"


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (b"", "file_empty"),
        (b"\xff" * (MOST + 1), "file_too_large"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>", "file_kind"),
        (b"<html>" + SCRIPT, "file_kind"),
        (b"GIF89a" + b"\0" * 40, "file_kind"),
        (b"MZ" + b"\0" * 100, "file_kind"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 64, "file_kind"),
        (a_photo()[:200], "picture_broken"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 60, "picture_broken"),
        (a_pdf(password="secret"), "pdf_locked"),
        (a_pdf_with_a_script(), "pdf_acts"),
        (a_pdf_with_a_file(), "pdf_acts"),
        (a_pdf(pages=21), "pdf_too_long"),
        (a_pdf()[:60], "pdf_broken"),
        (b"%PDF-1.7\n" + b"9" * 400, "pdf_broken"),
    ],
)
def test_anything_else_is_refused_in_words(sent, code):
    with pytest.raises(Invalid) as refused:
        clean(sent, "harmless.jpg")

    assert (refused.value.code, refused.value.facts["field"]) == (code, "file")


def test_an_archive_is_refused_whatever_it_is_called():
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", b"\0" * 100_000)

    with pytest.raises(Invalid) as refused:
        clean(out.getvalue(), "paper.pdf")
    assert refused.value.code == "file_kind"


def test_a_name_hidden_in_an_escape_does_not_hide_a_script_in_a_pdf():
    # #61 is "a": /J#61vaScript is /JavaScript to every reader
    sent = a_pdf_with_a_script().replace(b"/JavaScript", b"/J#61vaScript").replace(b"/JS", b"/J#53")
    with pytest.raises(Invalid) as refused:
        clean(sent)
    assert refused.value.code in ("pdf_acts", "pdf_broken")


def test_a_pdf_of_pages_is_kept_as_it_is():
    sent = a_pdf(pages=20)
    kept = clean(sent, "登记证.PDF")
    assert (kept.content, kept.mime, kept.name) == (sent, "application/pdf", "登记证.pdf")


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\me\\证件.jpeg", "证件.jpg"),
        ("a.php.jpg", "a.jpg"),
        ('x"\r\nSet-Cookie: a=b.jpg', "xSet-Cookie a=b.jpg"),
        ("", "paper.jpg"),
        ("....", "paper.jpg"),
        ("蔄" * 300 + ".jpg", "蔄" * 100 + ".jpg"),
        ("a\u202egpj.exe", "agpj.jpg"),
    ],
)
def test_a_name_is_tamed_and_ends_as_the_content_demands(told, kept):
    assert files.tame_name(told, files.JPEG) == kept
