"""The charges made so far are linked to their bills, and bills know when they go out."""

from django.db import migrations

LINK = """
UPDATE leasing_instalmentline line SET vendor_id = lease.vendor_id
FROM leasing_instalment instalment JOIN leasing_lease lease ON lease.id = instalment.lease_id
WHERE instalment.id = line.instalment_id;

INSERT INTO leasing_billed (instalment_id, vendor_id, item_id, charge_id)
SELECT line.instalment_id, line.vendor_id, lease_line.item_id, line.charge_id
FROM leasing_instalmentline line JOIN leasing_leaseline lease_line ON lease_line.id = line.line_id
WHERE line.charge_id IS NOT NULL;

UPDATE leasing_instalment SET bill_on = due_on - 15;

UPDATE leasing_instalment instalment SET to_bill = false
WHERE EXISTS (SELECT 1 FROM leasing_instalmentline line
              WHERE line.instalment_id = instalment.id AND line.charge_id IS NOT NULL);

UPDATE leasing_lease lease SET billed_from = first.day
FROM (SELECT lease_id, min(lower(period)) AS day FROM leasing_instalment GROUP BY lease_id) first
WHERE first.lease_id = lease.id AND first.day > lease.starts_on;
"""


class Migration(migrations.Migration):
    dependencies = [("leasing", "0002_terms_in_full")]
    operations = [migrations.RunSQL(LINK, migrations.RunSQL.noop)]
