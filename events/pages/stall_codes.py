"""The code at each stall: an address that names the pitch and cannot be made up, drawn as squares."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

_SIGNER = Signer(salt="stall")
QUIET = 4


def address_of(pitch: int) -> str:
    """What the code at a pitch leads to."""
    return settings.PUBLIC_URL + reverse("events:here", args=[_SIGNER.sign(str(pitch))])


def pitch_of(token: str) -> int | None:
    """The id of the pitch whose code this is; None for one that was made up."""
    try:
        return int(_SIGNER.unsign(token))
    except BadSignature:
        return None


def squares(text: str) -> tuple[int, str]:
    """A QR code as the size of its side and the path of its dark squares, with its quiet edge."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    side = code.getModuleCount()
    path = "".join(
        f"M{QUIET + column} {QUIET + row}h1v1h-1z"
        for row in range(side)
        for column in range(side)
        if code.isDark(row, column)
    )
    return side + 2 * QUIET, path
