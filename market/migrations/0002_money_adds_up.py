"""The database keeps the sums: what is open of a charge, what is free of a payment.

Charges, payments, allocations and the journal are written once. Only the two kept sums change,
and only through the rows that change them.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION charge_begins_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reverses_id IS NULL THEN
        NEW.open_fen := NEW.amount_fen;
    ELSE
        NEW.open_fen := 0;
        UPDATE market_charge SET open_fen = open_fen + NEW.amount_fen WHERE id = NEW.reverses_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER charge_begins_open BEFORE INSERT ON market_charge
    FOR EACH ROW EXECUTE FUNCTION charge_begins_open();

CREATE FUNCTION payment_begins_free() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reverses_id IS NULL THEN
        NEW.free_fen := NEW.amount_fen;
    ELSE
        NEW.free_fen := 0;
        UPDATE market_payment SET free_fen = free_fen + NEW.amount_fen WHERE id = NEW.reverses_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_begins_free BEFORE INSERT ON market_payment
    FOR EACH ROW EXECUTE FUNCTION payment_begins_free();

CREATE FUNCTION allocation_moves_money() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE market_charge SET open_fen = open_fen - NEW.amount_fen WHERE id = NEW.charge_id;
    UPDATE market_payment SET free_fen = free_fen - NEW.amount_fen WHERE id = NEW.payment_id;
    RETURN NULL;
END $$;
CREATE TRIGGER allocation_moves_money AFTER INSERT ON market_allocation
    FOR EACH ROW EXECUTE FUNCTION allocation_moves_money();

CREATE FUNCTION written_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    kept text := TG_ARGV[0];
BEGIN
    IF TG_OP = 'UPDATE' AND kept <> ''
       AND to_jsonb(NEW) - kept = to_jsonb(OLD) - kept AND pg_trigger_depth() > 1 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is written once: reverse it instead', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER charge_is_written_once BEFORE UPDATE OR DELETE ON market_charge
    FOR EACH ROW EXECUTE FUNCTION written_once('open_fen');
CREATE TRIGGER payment_is_written_once BEFORE UPDATE OR DELETE ON market_payment
    FOR EACH ROW EXECUTE FUNCTION written_once('free_fen');
CREATE TRIGGER allocation_is_written_once BEFORE UPDATE OR DELETE ON market_allocation
    FOR EACH ROW EXECUTE FUNCTION written_once('');
CREATE TRIGGER reveal_is_written_once BEFORE UPDATE OR DELETE ON market_reveal
    FOR EACH ROW EXECUTE FUNCTION written_once('');
CREATE TRIGGER move_is_written_once BEFORE UPDATE OR DELETE ON market_move
    FOR EACH ROW EXECUTE FUNCTION written_once('');
"""

DROP = """
DROP TRIGGER reveal_is_written_once ON market_reveal;
DROP TRIGGER move_is_written_once ON market_move;
DROP TRIGGER allocation_is_written_once ON market_allocation;
DROP TRIGGER payment_is_written_once ON market_payment;
DROP TRIGGER charge_is_written_once ON market_charge;
DROP FUNCTION written_once();
DROP TRIGGER allocation_moves_money ON market_allocation;
DROP FUNCTION allocation_moves_money();
DROP TRIGGER payment_begins_free ON market_payment;
DROP FUNCTION payment_begins_free();
DROP TRIGGER charge_begins_open ON market_charge;
DROP FUNCTION charge_begins_open();
"""


class Migration(migrations.Migration):
    dependencies = [("market", "0001_the_ground")]
    operations = [migrations.RunSQL(KEEP, DROP)]
