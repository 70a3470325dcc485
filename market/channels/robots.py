"""What the robots of three houses have in common: they speak to a group of colleagues."""

from market.channels import Message, Permanent
from market.core.reasons import NOT_IN_A_GROUP


def words(message: Message) -> str:
    """The text for the group. Raises Permanent for what is between the market and one vendor."""
    if not message.staff:
        raise Permanent(NOT_IN_A_GROUP)
    return "\n".join(part for part in (message.title, message.body, message.link) if part)
