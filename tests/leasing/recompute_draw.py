"""Repeats a published draw: reads its JSON, prints who gets which pitch. Nothing else is needed."""

import json
import sys
from hashlib import sha256


def sha(text):
    return sha256(text.encode()).hexdigest()


draw = json.load(sys.stdin)
entrants, pitches = draw["entrants"], [pitch["id"] for pitch in draw["pitches"]]
fixed = {"entrants": entrants, "pitches": pitches}
fixed = json.dumps(fixed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
assert sha(fixed) == draw["digest"], "the entrants or pitches are not those that were published"
assert sha(draw["secret"]) == draw["commitment"], "this is not the secret that was promised"
seed = "\n".join(part for part in (draw["secret"], draw["public_value"]) if part)
order = sorted(entrants, key=lambda entrant: sha(seed + "\n" + entrant["reference"]))
given = {}
for by_wishes in (True, False):
    for entrant in order:
        free = [pitch for pitch in pitches if pitch not in given.values()]
        wishes = entrant["wishes"] if by_wishes else free if entrant["any"] else []
        wish = next((pitch for pitch in wishes if pitch in free), None)
        if wish is not None:
            given.setdefault(entrant["reference"], wish)
result = [{"reference": e["reference"], "pitch": given.get(e["reference"])} for e in order]
print(json.dumps(result))
