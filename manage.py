#!/usr/bin/env python3
"""The one way in:  python3 manage.py up | test | preview | sweep | import | bench | …

A bare Python with pip is enough; what else is needed is fetched into .venv at the first call.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ".")

from market.local import commands

if __name__ == "__main__":
    sys.exit(commands.main(sys.argv[1:]))
