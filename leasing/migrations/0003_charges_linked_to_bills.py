"""The charges made so far are linked to their bills, and bills know when they go out."""

from django.db import migrations

LINK = """
UPDATE leasing_instalmentline line SET vendor_id = lease.vendor_id
FROM leasing_instalment instalment JOIN leasing_lease lease ON lease.id = instalment.lease_id
WHERE instalment.id = line.instalment_id;

INSERT INTO leasing_billed (instalment_id, charge_id)
SELECT instalment_id, charge_id FROM leasing_instalmentline WHERE charge_id IS NOT NULL;

UPDATE leasing_instalment SET bill_on = due_on - 15;

INSERT INTO leasing_unbilled (instalment_id, bill_on)
SELECT instalment.id, instalment.bill_on
FROM leasing_instalment instalment JOIN leasing_lease lease ON lease.id = instalment.lease_id
WHERE lease.state = 'signed'
  AND NOT EXISTS (SELECT 1 FROM leasing_billed WHERE instalment_id = instalment.id);

UPDATE leasing_lease lease SET billed_from = first.day
FROM (SELECT lease_id, min(lower(period)) AS day FROM leasing_instalment GROUP BY lease_id) first
WHERE first.lease_id = lease.id AND first.day > lease.starts_on;

UPDATE leasing_lease lease SET laid_until = coalesce(
    (SELECT max(upper(period)) FROM leasing_instalment WHERE lease_id = lease.id), lease.starts_on)
WHERE lease.signed_at IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("leasing", "0002_terms_in_full")]
    operations = [migrations.RunSQL(LINK, migrations.RunSQL.noop)]
