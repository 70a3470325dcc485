"""Sixty applications at once, some asked again and some twice at the same moment."""

from leasing.bench.applicants import PAPERS, REPLAYS, TWINS
from leasing.bench.applications import applied


def test_each_key_does_one_thing_no_upload_is_lost_and_the_queue_is_right(
    real_transactions, settings, tmp_path
):
    settings.UPLOADS = tmp_path
    tally, _ = applied(applications=60, parallel=20, uploads=tmp_path)
    each = 2 + len(PAPERS)
    # the impatient ask everything twice; a twin comes with the same keys
    numbers = [*range(60), *range(0, 60, TWINS)]
    asked = sum(each * (2 if number % REPLAYS == 0 else 1) for number in numbers)
    assert sum(map(len, tally.seconds.values())) == asked + tally.busy
    assert tally.replayed == asked - 60 * each
