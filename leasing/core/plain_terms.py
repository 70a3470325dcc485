"""The terms on which many are offered a pitch at once: the same for all but pitch, rent and days."""

from dataclasses import dataclass
from datetime import date

from leasing.core.drafts import DraftLine, LeaseDraft
from market.core.periods import ONE_DAY, months_after
from market.core.refusals import Invalid


@dataclass(frozen=True)
class PlainTerms:
    """first: no lease begins before it. deposit_months: how many months' rent are the deposit."""

    first: date
    interval_months: int = 1
    deposit_months: int = 0
    sanitation_fen: int = 0

    def draft(
        self, *, pitch: str, rent_fen: int | None, starts_on: date | None, months: int
    ) -> LeaseDraft:
        """This will give the lease for one of them, from the later of the two first days.

        Raises Invalid("no_rent_known") where neither the decision nor the pitch names a rent.
        """
        if not rent_fen:
            raise Invalid(
                "no_rent_known", "Say what {pitch} costs: it has no guide rent.", pitch=pitch
            )
        first = max(starts_on or self.first, self.first)
        lines = [DraftLine("rent", rent_fen)]
        if self.sanitation_fen:
            lines.append(DraftLine("sanitation", self.sanitation_fen))
        return LeaseDraft(
            first=first,
            last=months_after(first, months) - ONE_DAY,
            lines=tuple(lines),
            interval_months=self.interval_months,
            deposit_fen=rent_fen * self.deposit_months,
        )
