import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from market.core.inspecting.sampling import ALGORITHM, digest, draw, lot, recipe
from market.core.refusals import Invalid

KEYS = [f"hall/A-{n:02}/{n}" for n in range(1, 41)]


def test_the_same_list_and_seed_draw_the_same_in_whatever_order_the_list_comes():
    drawn = draw(KEYS, seed="双色球 07", size=5)
    assert drawn == draw(KEYS[::-1], seed="双色球 07", size=5)
    assert (drawn.algorithm, len(drawn.drawn), drawn.population_sha256) == (
        ALGORITHM,
        5,
        digest(KEYS),
    )
    assert draw(KEYS, seed="双色球 08", size=5).drawn != drawn.drawn


def test_those_with_the_lowest_lots_are_drawn_as_the_published_rule_says():
    assert lot("seed", "hall/A-01/1").startswith("76006f68ae194c15")
    ranked = sorted(KEYS, key=lambda key: lot("x", key))
    assert draw(KEYS, seed="x", size=7).drawn == tuple(ranked[:7])


def test_whoever_doubts_it_runs_the_program_and_gets_the_same(tmp_path):
    program = tmp_path / "draw.py"
    program.write_text(recipe(KEYS, seed="a'b\\蔄", size=6), "utf-8")
    said = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", str(program)], capture_output=True, check=True
    )
    assert tuple(said.stdout.decode().split()) == draw(KEYS, seed="a'b\\蔄", size=6).drawn


@given(st.sets(st.text(min_size=1, max_size=8), min_size=1, max_size=30), st.integers(1, 40))
def test_a_draw_is_of_the_list_without_repeats_and_as_large_as_asked(keys, size):
    drawn = draw(sorted(keys), seed="s", size=size).drawn
    assert set(drawn) <= keys
    assert len(set(drawn)) == len(drawn) == min(size, len(keys))


@pytest.mark.parametrize(
    ("keys", "seed", "size", "code"),
    [
        (KEYS, " ", 5, "bad_seed"),
        (KEYS, "s" * 81, 5, "bad_seed"),
        (KEYS, "s", 0, "bad_size"),
        (["a", "a"], "s", 1, "drawn_twice"),
    ],
)
def test_a_draw_that_nobody_could_repeat_is_refused(keys, seed, size, code):
    with pytest.raises(Invalid) as refused:
        draw(keys, seed=seed, size=size)
    assert refused.value.code == code
