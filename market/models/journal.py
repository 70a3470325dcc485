"""The house's memory: who moved what from where to where, when and why; and what was answered."""

from django.db import models


class Move(models.Model):
    """One change of a state. Written by moves.move() in the same transaction, never changed."""

    noun = models.CharField(max_length=30)
    thing = models.BigIntegerField()
    name = models.CharField(max_length=30)
    before = models.CharField(max_length=20)
    after = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.ForeignKey("market.User", models.PROTECT, null=True)
    by_name = models.CharField(max_length=60)
    reason = models.TextField(blank=True)
    market = models.ForeignKey("market.Market", models.PROTECT, null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["noun", "thing", "id"], name="move_of_thing"),
            models.Index(fields=["market", "-id"], name="move_of_market"),
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.thing}: {self.name}"


class Answer(models.Model):
    """What the API answered to an Idempotency-Key, kept so that asking again answers the same."""

    caller = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, help_text="of method, path and body")
    status = models.PositiveSmallIntegerField(null=True)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["caller", "key"], name="answer_once_per_key")
        ]

    def __str__(self) -> str:
        return self.key


class Document(models.Model):
    """A paper of our own: its contents frozen when it was made. Re-printing never re-reckons."""

    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=60, db_index=True)
    market = models.ForeignKey("market.Market", models.PROTECT)
    contents = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
