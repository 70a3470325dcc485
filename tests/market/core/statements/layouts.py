"""The layouts that come with the house, read without the house."""

import json
from pathlib import Path

from market.core.statements import layout_from

SHIPPED = Path(__file__).resolve().parents[4] / "market" / "maps" / "statements"
LAYOUTS = [
    layout_from(path.stem, json.loads(path.read_text("utf-8")))
    for path in sorted(SHIPPED.glob("*.json"))
]
