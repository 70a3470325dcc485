"""The judge of a fault run sees what is lost, what is doubled, and what is shown."""

from market.local.faults.run import parse
from market.local.faults.verdict import judge


def words(*names):
    return [f"您的申请收到了，编号{name}。有进展就告诉您。" for name in names]


def test_all_told_once_holds():
    verdict = judge({"A-1": "sent", "A-2": "sent"}, words("A-1", "A-2"))
    assert (verdict.told, verdict.lost, verdict.doubled, verdict.holds) == (2, 0, 0, True)


def test_a_row_that_says_sent_and_was_never_told_is_lost():
    verdict = judge({"A-1": "sent", "A-2": "sent"}, words("A-1"))
    assert (verdict.lost, verdict.holds) == (1, False)


def test_told_twice_is_doubled_also_when_the_row_is_in_doubt():
    verdict = judge({"A-1": "unknown"}, words("A-1", "A-1"))
    assert (verdict.doubled, verdict.holds) == (1, False)


def test_in_doubt_is_shown_whether_it_arrived_or_not():
    verdict = judge({"A-1": "unknown", "A-12": "unknown"}, words("A-12"))
    assert (verdict.unknown, verdict.of_those_told, verdict.lost) == (2, 1, 0)
    assert verdict.holds


def test_what_has_not_ended_is_no_success():
    assert not judge({"A-1": "pending"}, []).holds


def test_the_usual_size_is_the_nightly_one():
    options = parse([])
    assert (options.notices, options.faults, options.kinds) == (2000, 60, "key,query,neither")
