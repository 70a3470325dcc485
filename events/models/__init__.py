"""The nouns of the programme."""

from events.models.programme import Filing, Series, Session, SignUp

__all__ = ["Filing", "Series", "Session", "SignUp"]
