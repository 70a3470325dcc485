"""The charge run finds the leases that are laid out further without looking at the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("leasing", "0011b_wishes_have_ranks")]

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
