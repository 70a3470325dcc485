from market.core.plots import PlanState
from market.core.states import NoticeState, PermitState, PitchState
from market.core.tones import TONES, tone_of


def test_the_states_of_the_plan_look_like_themselves():
    assert {tone_of(state): state for state in PlanState} == {state: state for state in PlanState}


def test_the_six_looks_are_the_plans():
    assert set(TONES) == set(PlanState)


def test_no_state_has_two_looks():
    states = [state for states in TONES.values() for state in states]
    assert sorted(states) == sorted(set(states))


def test_every_state_of_the_ground_has_a_look():
    known = {state for states in TONES.values() for state in states}
    assert {*PermitState, *NoticeState, *PitchState} - known == set()


def test_a_refused_paper_has_to_be_brought_again_and_a_refused_application_is_over():
    assert tone_of("refused", "permit") == "trouble"
    assert tone_of("refused", "application") == "closed"


def test_a_state_nobody_wrote_down_looks_like_nothing_done_yet():
    assert tone_of("somewhere") == "free"
