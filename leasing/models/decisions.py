"""A decision that is made and not told yet."""

from django.db import models


class Decision(models.Model):
    """What will be said of a decided application, and what will be offered on it.

    It stands as long as the application is decided and nobody was told; who decided, when and
    why stays in the journal. `title` and `body` are what the applicant will read; {until} in
    them becomes the deadline when it is told.
    """

    application = models.OneToOneField(
        "leasing.Application", models.CASCADE, related_name="decision"
    )
    reason = models.TextField(max_length=500)
    pitch = models.OneToOneField("market.Pitch", models.PROTECT, null=True, related_name="+")
    rent_fen = models.BigIntegerField(null=True)
    title = models.CharField(max_length=200)
    body = models.TextField(max_length=1000)
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application}: {self.title}"
