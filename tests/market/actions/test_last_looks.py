"""Every reason for calling off has its words. What is called off: test_reminders, test_delivery."""

import re

from market.actions import last_looks
from market.core.reasons import CALLED_OFF


def test_every_reason_for_which_something_is_called_off_is_in_the_catalogue():
    given = set(re.findall(r"THEN '([^']+)'", last_looks.CALL_OFF_WAITING)) - {"cancelled"}

    assert given == set(CALLED_OFF)
