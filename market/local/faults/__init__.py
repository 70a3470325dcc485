"""`manage.py faults`: everything that delivers is killed, stopped and emptied while it delivers.

The judge is the provider's own log. What it counts stands in docs/operations.md.
"""
