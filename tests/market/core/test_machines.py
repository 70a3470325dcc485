from enum import StrEnum

import pytest

from market.core.machines import Machine
from market.core.refusals import Conflict


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


LAMP = Machine(
    Lamp.OFF,
    {
        "light": ({Lamp.OFF}, Lamp.ON),
        "put_out": ({Lamp.ON}, Lamp.OFF),
        "drop": ({Lamp.OFF, Lamp.ON}, Lamp.BROKEN),
    },
)


def test_a_move_leads_where_the_table_says():
    assert LAMP.after("off", "light") == Lamp.ON


def test_a_move_from_the_wrong_state_is_refused_and_says_what_is_open():
    with pytest.raises(Conflict) as refused:
        LAMP.after("off", "put_out")

    assert refused.value.code == "not_now"
    assert refused.value.facts["open"] == ["light", "drop"]


def test_a_move_that_the_table_does_not_know_is_a_mistake_in_the_code():
    with pytest.raises(KeyError):
        LAMP.after("off", "polish")


def test_a_state_that_no_move_reaches_does_not_import():
    with pytest.raises(ValueError, match="broken"):
        Machine(Lamp.OFF, {"light": ({Lamp.OFF}, Lamp.ON)})


def test_a_state_that_only_itself_could_reach_does_not_import():
    with pytest.raises(ValueError, match="broken"):
        Machine(
            Lamp.OFF,
            {"light": ({Lamp.OFF}, Lamp.ON), "break": ({Lamp.BROKEN}, Lamp.BROKEN)},
        )
