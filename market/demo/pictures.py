"""Photos of papers, drawn: enough to be checked against the form, and plainly samples.

What would be Chinese is drawn as blocks, because no font can be counted on to hold it. Number
and days stand there to be read.
"""

from functools import cache
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw, ImageFont

from market.demo.chance import dice

WIDTH, HEIGHT = 720, 510
BORDER = 40
INK, BLOCK, PALE, SEAL = "#2f3645", "#868b96", "#b9b4a6", "#c2281d"
_PAPERS = {
    "HEALTH_CERT": "#fdfbf2",
    "BIZ_LICENSE": "#fffdf5",
    "FOOD_PERMIT": "#f6faf4",
    "SD_SMALL_CATERING": "#f3f8fc",
    "SD_FOOD_STALL_CARD": "#fff8ea",
}
_LINES = 6


def photo(code: str, *facts: str) -> bytes:
    """A photo of a paper of this kind lying on a table, as a JPEG.

    facts: what is written on its lines in Latin letters and digits, such as the number and the
    days; what goes beyond six is left out.
    """
    picture = _on_the_table(code).copy()
    pen = ImageDraw.Draw(picture)
    for place, fact in enumerate(facts[:_LINES]):
        latin = "".join(sign for sign in fact if sign.isascii())
        pen.text((_left(code) + 158, 169 + place * 44), latin, fill=INK, font=_font(21))
    out = BytesIO()
    picture.save(out, "JPEG", quality=78)
    return out.getvalue()


@cache
def _on_the_table(code: str) -> Image.Image:
    """The form, lying not quite straight."""
    picture = _table().copy()
    turned = _blank(code).convert("RGBA")
    turned = turned.rotate(0.6, expand=True, resample=Image.Resampling.BICUBIC)
    picture.paste(turned, (BORDER - 4, BORDER - 4), turned)
    return picture


def _blank(code: str) -> Image.Image:
    """The form, before anything is written on it."""
    paper = Image.new("RGB", (WIDTH, HEIGHT), _PAPERS.get(code, "#fcfbf6"))
    pen = ImageDraw.Draw(paper)
    pen.rectangle((14, 14, WIDTH - 15, HEIGHT - 15), outline=SEAL, width=3)
    pen.rectangle((22, 22, WIDTH - 23, HEIGHT - 23), outline=PALE)
    signs = min(len(code) // 2 + 1, 7)
    _words(pen, (WIDTH - signs * 48) // 2, 54, signs, 38)
    if code == "HEALTH_CERT":
        _portrait(pen)
    left, throw = _left(code), dice(f"lines {code}")
    for place in range(_LINES):
        y = 136 + place * 44
        _words(pen, left, y + 2, 4, 17)
        pen.line((left + 116, y + 26, WIDTH - 90 - throw.randrange(120), y + 26), fill=PALE)
    _seal(pen, 580, 396)
    pen.text((72, HEIGHT - 62), "SAMPLE · NOT A DOCUMENT", fill=PALE, font=_font(20))
    return paper


def _left(code: str) -> int:
    """Where the lines begin: beside the portrait, where there is one."""
    return 250 if code == "HEALTH_CERT" else 72


def _words(pen: ImageDraw.ImageDraw, x: int, y: int, signs: int, size: int) -> None:
    """A block for each sign."""
    step = size + size // 4
    for place in range(signs):
        left = x + place * step
        pen.rounded_rectangle((left, y, left + size, y + size), radius=size // 6, fill=BLOCK)


def _portrait(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((72, 136, 212, 326), fill="#dfe7ef", outline=PALE)
    pen.ellipse((110, 166, 174, 246), fill="#8fa0b3")
    pen.pieslice((84, 256, 200, 396), 180, 360, fill="#8fa0b3")


def _seal(pen: ImageDraw.ImageDraw, x: int, y: int) -> None:
    """The round red seal with its star."""
    pen.ellipse((x - 70, y - 70, x + 70, y + 70), outline=SEAL, width=5)
    points = [
        (x + radius * sin(turn * pi / 5), y - radius * cos(turn * pi / 5))
        for turn, radius in enumerate((27, 11) * 5)
    ]
    pen.polygon(points, fill=SEAL)
    for turn in range(9):
        angle = pi * (0.75 + turn * 0.1875)
        across, down = x + 53 * cos(angle), y + 53 * sin(angle)
        pen.rectangle((across - 5, down - 5, across + 5, down + 5), outline=SEAL, width=2)


def _table() -> Image.Image:
    """What the paper lies on."""
    table = Image.new("RGB", (WIDTH + 2 * BORDER, HEIGHT + 2 * BORDER), "#8d8377")
    pen, throw = ImageDraw.Draw(table), dice("table")
    for y in range(0, table.height, 9):
        shade = throw.randrange(118, 142)
        end = y + throw.randrange(-6, 6)
        pen.line((0, y, table.width, end), fill=(shade, shade - 9, shade - 22))
    return table


@cache
def _font(size: int) -> ImageFont.ImageFont | ImageFont.FreeTypeFont:
    return ImageFont.load_default(size)
