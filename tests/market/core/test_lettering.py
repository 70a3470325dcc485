from hypothesis import given
from hypothesis import strategies as st

from market.core.lettering import Box, ems, fit_code, fit_name, place_label

TALLEST = 0.88  # of a Chinese sign, above its baseline
STALL = Box(0, 0, 250, 220)
sides = st.integers(60, 2000)
codes = st.text("ABC-0123456789箱夜", min_size=1, max_size=8)


@given(codes, st.sampled_from(["", "鲜肉", "粮油干货"]), sides, sides)
def test_a_code_never_leaves_its_pitch(code, trade, width, height):
    box = Box(100, 100, width, height)
    written, below = fit_code(code, trade, box, as_long_as=code)
    along, across = (height, width) if written.turned else (width, height)
    assert ems(code) * written.size <= along
    assert written.size <= 0.6 * across
    if below:
        assert ems(trade) * below.size <= width
        assert box.y < written.y - TALLEST * written.size < below.y < box.bottom


def test_short_and_long_codes_of_a_zone_are_written_alike():
    short, _ = fit_code("A-2", "", STALL, as_long_as="A-12")
    long, _ = fit_code("A-12", "", STALL, as_long_as="A-12")
    assert short.size == long.size


def test_a_trade_stands_below_the_code_where_there_is_room():
    code, trade = fit_code("A-12", "鲜肉", STALL, as_long_as="A-12")
    alone, _ = fit_code("A-12", "", STALL, as_long_as="A-12")
    assert (trade.text, trade.x) == ("鲜肉", 125)
    assert code.y < alone.y < trade.y


def test_a_trade_that_would_be_too_small_is_left_out():
    assert fit_code("A-12", "水产品及其制品批发零售", STALL, as_long_as="A-12")[1] is None
    assert fit_code("A-12", "鲜肉", Box(0, 0, 250, 100), as_long_as="A-12")[1] is None


def test_a_code_is_turned_in_a_narrow_pitch():
    code, trade = fit_code("A-12", "鲜肉", Box(0, 0, 100, 500), as_long_as="A-12")
    assert (code.turned, trade) == (True, None)


def test_a_name_that_could_not_be_read_is_left_out():
    assert fit_name("柱", Box(0, 0, 30, 30)) is None
    assert fit_name("", STALL) is None
    assert fit_name("公平秤", Box(0, 0, 300, 440)).size == 70


def test_a_zones_name_stands_above_it_or_below_or_inside_wherever_nothing_stands_yet():
    zone = Box(0, 1000, 2000, 1000)
    above, below = Box(0, 0, 2000, 1000), Box(0, 2000, 2000, 1000)
    assert place_label("大厅", zone, 90, []).y == 970
    assert place_label("大厅", zone, 90, [above]).y == 2105
    assert place_label("大厅", zone, 90, [above, below]).y == 1090


def test_a_name_with_no_free_place_is_still_written():
    everywhere = [Box(-5000, -5000, 20000, 20000)]
    assert place_label("大厅", Box(0, 1000, 2000, 1000), 90, everywhere).y == 970


def test_touching_boxes_do_not_meet():
    assert not STALL.meets(Box(250, 0, 250, 220))
    assert STALL.meets(Box(249, 0, 250, 220))
    assert Box.around([STALL, Box(300, -50, 10, 10)]) == Box(0, -50, 310, 270)
