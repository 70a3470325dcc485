"""A program of its own: reads a PDF from standard input, writes its first page as a JPEG.

Run by pdf_pictures in a process that may use little memory and little time, because what it reads
was made by strangers and what draws it is a large library of C++.
"""

import sys

LONGEST_SIDE = 1200
QUALITY = 80
MOST_BYTES = 400 * 2**20
MOST_SECONDS = 10


def main() -> None:
    _be_modest()
    import pypdfium2  # noqa: PLC0415 — only once the limits stand

    page = pypdfium2.PdfDocument(sys.stdin.buffer.read())[0]
    width, height = page.get_size()
    if not (1 <= width <= 20_000 and 1 <= height <= 20_000):
        raise SystemExit("a page of no size that paper has")
    picture = page.render(
        scale=LONGEST_SIDE / max(width, height), may_draw_forms=False, draw_annots=False
    ).to_pil()
    picture.convert("RGB").save(sys.stdout.buffer, "JPEG", quality=QUALITY)


def _be_modest() -> None:
    try:
        import resource  # noqa: PLC0415 — not on every system
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, MOST_BYTES),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    main()
