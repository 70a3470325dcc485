"""What the series of a year are put under: a summer, the feasts of a year."""

from django.db import models


class Programme(models.Model):
    """Series that are announced together, under a name of their own."""

    market = models.ForeignKey("market.Market", models.PROTECT, related_name="programmes")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    about = models.TextField(blank=True)
    about_en = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
