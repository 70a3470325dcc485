"""How often somebody may knock: fixed windows, counted in the cache."""

import logging
from datetime import datetime

from django.core.cache import cache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def seconds_to_wait(kind: str, who: str, *, most: int, seconds: int, at: datetime) -> int:
    """Count one knock. 0 while it is within `most` in the window, else the seconds until the next.

    kind and who: what is counted, of whom ("code", "203.0.113.7"). Where the cache cannot be
    reached nobody is kept out: what must hold in any case is counted in the database.
    """
    moment = int(at.timestamp())
    window = moment // seconds
    key = f"limit:{kind}:{who}:{window}"
    try:
        cache.add(key, 0, timeout=seconds + 1)
        count = cache.incr(key)
    except (RedisError, ValueError) as fault:
        log.warning("knocks cannot be counted: %s", type(fault).__name__)
        return 0
    return 0 if count <= most else (window + 1) * seconds - moment
