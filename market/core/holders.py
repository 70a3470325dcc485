"""Who stands behind a hold on a pitch, as the app above tells the desk."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Holder:
    """Whose it is, under which reference, and where that is shown."""

    name: str
    reference: str
    url: str
