"""What operators' lists said of things, so that the next list can be told from people's edits."""

from django.db import models


class Listing(models.Model):
    """One line of a list that was brought in: what it became, and a print of what it said.

    key: by which the line is known again, at its market. thing: the id of the noun's row.
    prints: by field, a keyed print of the value as the list last had it; no value is kept.
    """

    key = models.CharField(max_length=200, unique=True)
    noun = models.CharField(max_length=30)
    thing = models.BigIntegerField()
    prints = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["noun", "thing"], name="listing_of_thing")]

    def __str__(self) -> str:
        return self.key
