"""What is known of how a signature came about, besides the words that were signed."""

from dataclasses import dataclass

LONGEST_AGENT = 120


@dataclass(frozen=True)
class Evidence:
    """Where it came from. Source: 电子签名法 第十三条, what a reliable signature shows."""

    ip: str | None = None
    user_agent: str = ""

    @property
    def agent(self) -> str:
        """The browser's own name, cut short."""
        return self.user_agent[:LONGEST_AGENT]
