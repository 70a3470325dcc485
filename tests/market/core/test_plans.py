import pytest

from market.core.lettering import Box
from market.core.plans import lay_out
from market.core.plots import PlanArea, PlanPitch, PlanState
from market.core.refusals import Invalid

HALL = PlanArea("农贸大厅", 0, 0, 6000, 1000)
STREET = PlanArea("星空街", 0, 2000, 6000, 1000)


def a_pitch(code="A-01", x=100, y=100, *, kind="stall", state=PlanState.LET, url=""):
    return PlanPitch(
        code=code, x=x, y=y, width=250, height=220, state=state, kind=kind, trade="鲜肉", url=url
    )


def a_row(number=20, y=100, **facts):
    return [
        a_pitch(f"A-{place + 1:02d}", x=100 + place * 250, y=y, **facts) for place in range(number)
    ]


def test_a_pitch_belongs_to_the_zone_that_its_middle_lies_in():
    plan = lay_out([a_pitch("夜-1", y=2100), a_pitch("A-1")], [HALL, STREET])
    inside = {zone.zone.name: [each.pitch.code for each in zone.pitches] for zone in plan.zones}
    assert inside == {"农贸大厅": ["A-1"], "星空街": ["夜-1"]}


def test_a_pitch_outside_every_zone_is_drawn_too():
    plan = lay_out([a_pitch("A-1"), a_pitch("门-1", x=9000)], [HALL])
    last = plan.zones[-1]
    assert (last.zone, last.name) == (None, None)
    assert [pitch.code for pitch in plan.pitches] == ["A-1", "门-1"]


def test_the_same_ground_is_always_drawn_the_same_way():
    pitches = a_row(number=9)
    assert lay_out(pitches, [HALL]) == lay_out(list(reversed(pitches)), [HALL])


def test_a_stall_is_as_big_as_a_fingertip_and_its_code_can_be_read():
    plan = lay_out(a_row(), [HALL])
    pixels = plan.touch_width / plan.frame.width
    assert 220 * pixels >= 44
    assert plan.zones[0].pitches[0].code.size * pixels >= 12


def test_everything_lies_within_the_frame_names_and_scale_included():
    door = PlanArea("南门", 2700, 980, 600, 80)
    plan = lay_out(a_row(), [HALL], [door])
    frame = plan.frame
    parts = [HALL.box, door.box, plan.zones[0].name.box]
    assert Box.around([frame, *parts]) == frame
    assert plan.scale.words_y < frame.bottom
    assert plan.view_box == f"{frame.x} {frame.y} {frame.width} {frame.height}"


def test_the_scale_is_a_round_number_of_metres_about_a_sixth_of_the_plan():
    plan = lay_out(a_row(), [HALL])
    assert (plan.scale.metres, plan.scale.length) == (10, 1000)


def test_every_state_is_counted_also_those_that_do_not_occur():
    plan = lay_out([*a_row(3), a_pitch(x=3000, state=PlanState.TROUBLE)])
    assert dict(plan.counts) == {
        PlanState.FREE: 0,
        PlanState.LET: 3,
        PlanState.SOON: 0,
        PlanState.TROUBLE: 1,
        PlanState.RESERVED: 0,
        PlanState.CLOSED: 0,
    }


def test_a_night_pitch_is_rounded_and_a_stall_is_not():
    plan = lay_out([a_pitch("A-1"), a_pitch("夜-1", x=900, kind="night")])
    assert [each.corner for each in plan.zones[0].pitches] == [0, 36]


def test_patterns_grow_with_the_pitches():
    assert lay_out(a_row()).grain == 1.0
    shop = PlanPitch("箱-1", 0, 0, 660, 440, PlanState.SOON)
    assert lay_out([shop]).grain == 2.0


def test_two_hundred_pitches_fit_a_desk_and_two_thousand_start_enlarged():
    assert not lay_out([pitch for row in range(10) for pitch in a_row(y=row * 300)]).crowded
    many = [pitch for row in range(40) for pitch in a_row(number=60, y=row * 300)]
    assert lay_out(many).crowded


def test_a_pitch_is_found_by_its_address():
    plan = lay_out([a_pitch(url="/p/1"), a_pitch(x=900, url="/p/2")])
    assert plan.find("/p/2").pitch.x == 900
    assert plan.find("/p/3") is None


def test_a_zone_without_pitches_is_still_drawn():
    plan = lay_out([], [HALL])
    assert (plan.zones[0].name.text, plan.pitches) == ("农贸大厅", ())


def test_pitches_without_extent_do_not_break_the_plan():
    spot = PlanPitch("A-1", 0, 0, 0, 0, PlanState.FREE)
    assert lay_out([spot]).pitches == (spot,)


def test_a_plan_of_nothing_is_refused():
    with pytest.raises(Invalid) as refusal:
        lay_out([])
    assert refusal.value.code == "empty_plan"
