"""Every wish that was told so far is the first of its applicant's wishes."""

from django.db import migrations


def rank(apps, schema_editor):
    Application = apps.get_model("leasing", "Application")
    Wish = apps.get_model("leasing", "Wish")
    told = Application.objects.filter(wish__isnull=False).values_list("pk", "wish_id")
    Wish.objects.bulk_create(
        [Wish(application_id=pk, pitch_id=pitch, rank=1) for pk, pitch in told.iterator()],
        batch_size=1000,
    )


class Migration(migrations.Migration):
    dependencies = [("leasing", "0011_calls_and_decisions")]
    operations = [migrations.RunPython(rank, migrations.RunPython.noop)]
