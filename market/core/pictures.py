"""Photos of papers: drawn anew, so that only what one sees is kept."""

from io import BytesIO

from PIL import Image, ImageOps

from market.core.refusals import Invalid

LONGEST_SIDE = 2000
QUALITY = 85

# What may be decoded at all, in pixels. A baseline JPEG is decoded at a fraction of its size, the
# others at full size and four bytes a pixel: a 20 KB PNG may stand for 800 MB.
MOST_PIXELS = 24_000_000
MOST_PIXELS_BASELINE = 80_000_000

TOO_LARGE = Invalid(
    "picture_too_large",
    "This picture has more pixels than we can take. Take the photo in a lower resolution.",
    field="file",
)


def reencoded(content: bytes, kind: str) -> bytes:
    """This will give the picture as a JPEG of at most 2,000 pixels a side, upright, on white.

    kind: "JPEG", "PNG" or "WEBP", and only that decoder is tried. Location, camera, comments,
    further frames and whatever follows the picture in the file are gone.
    Raises Invalid with field "file": picture_too_large before anything is decoded, or
    picture_broken.
    """
    try:
        with Image.open(BytesIO(content), formats=[kind]) as picture:
            _require_pixels(picture)
            return _drawn(picture)
    except Invalid:
        raise
    except Image.DecompressionBombError as fault:
        raise TOO_LARGE from fault
    # a decoder fed with a hostile file may raise nearly anything
    except Exception as fault:
        raise Invalid(
            "picture_broken",
            "This picture cannot be opened. Please take the photo again.",
            field="file",
        ) from fault


def _require_pixels(picture: Image.Image) -> None:
    baseline = picture.format == "JPEG" and not picture.info.get("progressive")
    if picture.width * picture.height > (MOST_PIXELS_BASELINE if baseline else MOST_PIXELS):
        raise TOO_LARGE


def _drawn(picture: Image.Image) -> bytes:
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    # a palette cannot be shrunk: its numbers are no colours
    small = picture.convert("RGBA") if picture.mode in ("P", "PA", "1") else picture
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = _on_white(ImageOps.exif_transpose(small))
    out = BytesIO()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Nothing of the old picture but its pixels: a new canvas has no comments to pass on."""
    canvas = Image.new("RGB", picture.size, "white")
    if picture.has_transparency_data:
        layered = picture.convert("RGBA")
        canvas.paste(layered, mask=layered.getchannel("A"))
    else:
        canvas.paste(picture.convert("RGB"))
    return canvas
