"""Every reason for calling off has its words. What is called off: test_reminders, test_delivery."""

import re

from market.actions import digests, last_looks
from market.core.reasons import CALLED_OFF
from market.queries.obligations import reminded


def test_every_reason_for_which_something_is_called_off_is_in_the_catalogue():
    asked = set(re.findall(r"THEN '([^']+)'", last_looks.CALL_OFF_WAITING))
    settled = {source.settled for source in reminded().values()}
    bundled = {digests.EMPTY, *re.findall(r"ELSE '([^']+)' END", digests._PUT_OFF)}

    assert (asked | settled | bundled) - {"cancelled"} == set(CALLED_OFF)
