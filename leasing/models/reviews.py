"""What the reviewers think of an application."""

from django.db import models
from django.db.models import Q

from leasing.core.rubrics import MOST_POINTS


class Criterion(models.Model):
    """One line of a market's rubric, with how much it counts. What was marked once is retired, not deleted."""

    market = models.ForeignKey("market.Market", models.CASCADE, related_name="criteria")
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    weight = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["market", "name"],
                condition=Q(retired_at__isnull=True),
                name="criterion_once_per_market",
            ),
            models.CheckConstraint(
                condition=Q(weight__gte=1, weight__lte=100), name="criterion_weight_is_1_to_100"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Review(models.Model):
    """One person's marks for one application; `score` as they were weighed then, 0 to 5."""

    application = models.ForeignKey("leasing.Application", models.CASCADE, related_name="reviews")
    by = models.ForeignKey("market.User", models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=60)
    at = models.DateTimeField()
    note = models.CharField(max_length=500, blank=True)
    score = models.DecimalField(max_digits=3, decimal_places=2)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "by"], name="review_once_per_person"),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=MOST_POINTS), name="review_score_is_0_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.score}"


class Mark(models.Model):
    """The points for one criterion in one review."""

    review = models.ForeignKey(Review, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["review", "criterion"], name="mark_once_per_criterion"),
            models.CheckConstraint(
                condition=Q(points__lte=MOST_POINTS), name="mark_points_are_0_to_5"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
