"""Where the project keeps what it fetches and what it writes."""

from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


class CannotStart(Exception):
    """Something outside stands in the way; the sentence says what, and what to do."""


@dataclass(frozen=True)
class Places:
    """The folders of one checkout."""

    root: Path

    @property
    def var(self) -> Path:
        """Data, keys and logs: what must survive a restart."""
        return self.root / "var"

    @property
    def logs(self) -> Path:
        """One file for each service."""
        return self.var / "log"

    @property
    def environment(self) -> Path:
        """The project's own interpreter with the locked dependencies."""
        return self.root / ".venv"

    @property
    def tools(self) -> Path:
        """The installer of the dependencies."""
        return self.root / ".tools"


HERE = Places(PROJECT)
