"""The codes that are hung out now."""

from collections.abc import Collection

from django.db.models import QuerySet

from market.models import PayCode


def pay_codes(markets: Collection[int] | None = None) -> QuerySet[PayCode]:
    """Those of these markets, or of all, one for each way of paying. Anybody may see them."""
    rows = PayCode.objects.filter(gone_at=None).select_related("market", "upload")
    return rows if markets is None else rows.filter(market__in=markets)
