"""When a night begins for those who put it up."""

from datetime import timedelta

# so long before it opens the stalls are being put up
EARLY = timedelta(hours=4)
