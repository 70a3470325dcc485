"""A refund is credited to where the money left from: the account of the way it was paid."""

from django.db import migrations

ENTRIES = """
CREATE OR REPLACE FUNCTION market_book_entries(market bigint, first timestamptz, after timestamptz)
RETURNS TABLE (place int, kind text, id bigint, day date, amount_fen bigint, code text,
               vendor_id bigint, about text)
LANGUAGE sql STABLE AS $$
    SELECT 0, 'charge', charge.id, (charge.charged_at AT TIME ZONE 'Asia/Shanghai')::date,
           charge.amount_fen, coalesce(ledger.code, item.account_code)::text, account.vendor_id,
           item.name || coalesce(
               ' ' || lower(charge.period) || ' 至 ' || (upper(charge.period) - 1), '')
    FROM market_charge charge
    JOIN market_account account ON account.id = charge.account_id
    JOIN market_feeitem item ON item.id = charge.item_id
    LEFT JOIN market_refund refund ON refund.charge_id = charge.id
    LEFT JOIN market_methodaccount way ON way.method = refund.method
    LEFT JOIN market_ledgeraccount ledger ON ledger.id = way.account_id
    WHERE account.market_id = market AND charge.charged_at >= first AND charge.charged_at < after
    UNION ALL
    SELECT 1, 'payment', payment.id, (payment.recorded_at AT TIME ZONE 'Asia/Shanghai')::date,
           payment.amount_fen, coalesce(ledger.code::text, ''), account.vendor_id,
           payment.method::text
    FROM market_payment payment
    JOIN market_account account ON account.id = payment.account_id
    LEFT JOIN market_methodaccount way ON way.method = payment.method
    LEFT JOIN market_ledgeraccount ledger ON ledger.id = way.account_id
    WHERE account.market_id = market
      AND payment.recorded_at >= first AND payment.recorded_at < after
    UNION ALL
    SELECT 2, 'allocation', allocation.id,
           (allocation.allocated_at AT TIME ZONE 'Asia/Shanghai')::date, allocation.amount_fen,
           '', account.vendor_id, item.name::text
    FROM market_allocation allocation
    JOIN market_charge charge ON charge.id = allocation.charge_id
    JOIN market_account account ON account.id = charge.account_id
    JOIN market_feeitem item ON item.id = charge.item_id
    WHERE account.market_id = market
      AND allocation.allocated_at >= first AND allocation.allocated_at < after
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("market", "0007_the_fee_item_of_refunds")]
    operations = [migrations.RunSQL(ENTRIES, migrations.RunSQL.noop)]
