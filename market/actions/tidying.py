"""What the house need not keep: answered keys, spent codes and tokens, files without a row."""

from datetime import datetime, timedelta

from django.db import transaction

from market import rules
from market.actions import answers, uploads
from market.core.actors import Actor
from market.core.reports import Report
from market.models import LoginCode, Token

# codes are counted per day, and a token that ran out explains itself for a while
KEEP = timedelta(days=30)


@transaction.atomic
def tidy(*, by: Actor, at: datetime) -> Report:
    """Forget what has served its purpose. What was signed, paid, moved or revealed stays."""
    rules.require(by, "house.tidy", None)
    counts = {
        "answers_forgotten": answers.forget_old(at=at),
        "codes_forgotten": LoginCode.objects.filter(expires_at__lt=at - KEEP).delete()[0],
        "tokens_forgotten": Token.objects.filter(expires_at__lt=at - KEEP).delete()[0],
        "files_swept": len(uploads.strays(at=at)),
    }
    transaction.on_commit(lambda: uploads.sweep_strays(at=at))
    return Report("tidy", counts)
