"""The charge run finds the leases that are laid out further without looking at the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leasing", "0012_a_closure_may_follow_an_announced_day")]

    operations = [
        migrations.AddIndex(
            model_name="lease",
            index=models.Index(
                fields=["laid_until"],
                name="lease_open_ended",
                condition=models.Q(
                    ("state", "signed"),
                    models.Q(("ends_on__isnull", True), ("holdover_since__isnull", False), _connector="OR"),
                ),
            ),
        ),
    ]
