"""A lottery is a function of what is published, and of nothing else."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from leasing.core.draws import Entrant, as_json, commitment, digest, draw, order, seed_of

HERE = Path(__file__).parents[1]
SCRIPT = HERE / "recompute_draw.py"
SHOWN = HERE.parents[1] / "leasing/templates/leasing/public/recompute_draw.py.txt"

references = st.lists(st.text("ABCDEFGH23456789", min_size=4, max_size=8), unique=True, max_size=12)
pitches = st.lists(st.integers(1, 12), unique=True, max_size=8)


@st.composite
def lotteries(draw_):
    ground = draw_(pitches)
    wishes = st.lists(st.sampled_from(ground or [99]), unique=True, max_size=3)
    entrants = [
        Entrant(reference, tuple(draw_(wishes)), draw_(st.booleans()))
        for reference in draw_(references)
    ]
    return entrants, ground, draw_(st.text("abcdef0123456789", min_size=1, max_size=8))


def repeated(entrants, ground, secret, value=""):
    """What the script that everybody may run makes of the published figures."""
    published = {
        "entrants": [as_json(entrant) for entrant in entrants],
        "pitches": [{"id": pk} for pk in ground],
        "digest": digest(entrants, ground),
        "commitment": commitment(secret),
        "secret": secret,
        "public_value": value,
    }
    told = json.dumps(published)
    ran = subprocess.run(
        [sys.executable, "-I", SCRIPT], input=told, capture_output=True, text=True, check=True
    )
    return [(row["reference"], row["pitch"]) for row in json.loads(ran.stdout)]


def test_the_script_that_is_shown_is_the_script_that_is_tested():
    assert SHOWN.read_text("utf-8") == SCRIPT.read_text("utf-8")


def test_the_script_gets_the_same_result():
    entrants = [
        Entrant(f"A-{n}", tuple((n * k) % 7 + 1 for k in (1, 2)), n % 2 == 0) for n in range(12)
    ]
    entrants = [replace(each, wishes=tuple(dict.fromkeys(each.wishes))) for each in entrants]
    ground = [3, 1, 7, 5, 2]
    for value in ("", "03 09 14"):
        drawn = draw(entrants, ground, seed_of("secret", value))
        assert repeated(entrants, ground, "secret", value) == [
            (d.reference, d.pitch) for d in drawn
        ]


def test_a_wish_goes_before_any_pitch():
    first = order(["A", "B"], "seed")
    entrants = [Entrant(first[0], (), any=True), Entrant(first[1], (1,))]
    assert [row.pitch for row in draw(entrants, [1, 2], "seed")] == [2, 1]


@given(lotteries())
def test_no_pitch_is_given_twice_and_none_that_was_not_wished_for(lottery):
    entrants, ground, seed = lottery
    drawn = draw(entrants, ground, seed)
    given_out = [row.pitch for row in drawn if row.pitch is not None]
    by_reference = {entrant.reference: entrant for entrant in entrants}

    assert sorted(row.reference for row in drawn) == sorted(by_reference)
    assert len(set(given_out)) == len(given_out)
    assert set(given_out) <= set(ground)
    for row in drawn:
        entrant = by_reference[row.reference]
        if row.pitch is None:
            assert not set(entrant.wishes) & set(ground) - set(given_out)
            assert not (entrant.any and set(ground) - set(given_out))
        elif not entrant.any:
            assert row.pitch in entrant.wishes


@given(lotteries())
def test_the_order_in_which_entrants_are_written_down_changes_nothing(lottery):
    entrants, ground, seed = lottery
    assert draw(entrants[::-1], ground, seed) == draw(entrants, ground, seed)
