"""Meters on the desk: the list, the round, prices, shared losses, and the month's bills."""
