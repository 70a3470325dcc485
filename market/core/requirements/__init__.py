"""Which papers a trade needs where it is carried on, and which goods may not be sold there."""
