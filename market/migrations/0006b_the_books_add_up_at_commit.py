"""At every commit the database recomputes, from the entries, what was touched; and a closed month
takes no entry.

What is touched is written down once a statement, as ids, and looked at once they are all in. So
ten thousand rows that come in together are one question, and their order does not matter.
"""

from django.db import migrations

SUMS = """
CREATE VIEW market_charge_sums AS
SELECT charge.id, charge.account_id, charge.open_fen AS kept_fen,
       CASE WHEN charge.reverses_id IS NULL THEN charge.amount_fen + credited.fen ELSE 0 END
           AS whole_fen,
       paid.fen AS used_fen
FROM market_charge charge
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_fen), 0)::bigint AS fen
    FROM market_charge reversal WHERE reversal.reverses_id = charge.id
) credited
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_fen), 0)::bigint AS fen
    FROM market_allocation allocation WHERE allocation.charge_id = charge.id
) paid;

CREATE VIEW market_payment_sums AS
SELECT payment.id, payment.account_id, payment.free_fen AS kept_fen,
       CASE WHEN payment.reverses_id IS NULL THEN payment.amount_fen + returned.fen ELSE 0 END
           AS whole_fen,
       spent.fen AS used_fen
FROM market_payment payment
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_fen), 0)::bigint AS fen
    FROM market_payment reversal WHERE reversal.reverses_id = payment.id
) returned
CROSS JOIN LATERAL (
    SELECT coalesce(sum(amount_fen), 0)::bigint AS fen
    FROM market_allocation allocation WHERE allocation.payment_id = payment.id
) spent;
"""

ENTRIES = """
-- every entry of a market by the day on which it was booked, between two moments
CREATE FUNCTION market_book_entries(market bigint, first timestamptz, after timestamptz)
RETURNS TABLE (place int, kind text, id bigint, day date, amount_fen bigint, code text,
               vendor_id bigint, about text)
LANGUAGE sql STABLE AS $$
    SELECT 0, 'charge', charge.id, (charge.charged_at AT TIME ZONE 'Asia/Shanghai')::date,
           charge.amount_fen, item.account_code::text, account.vendor_id,
           item.name || coalesce(
               ' ' || lower(charge.period) || ' 至 ' || (upper(charge.period) - 1), '')
    FROM market_charge charge
    JOIN market_account account ON account.id = charge.account_id
    JOIN market_feeitem item ON item.id = charge.item_id
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

ADD_UP = """
CREATE TABLE market_books_touched (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    charges bigint[] NOT NULL,
    payments bigint[] NOT NULL
);

CREATE FUNCTION books_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'market_charge' THEN
        INSERT INTO market_books_touched (charges, payments)
        SELECT array_agg(id), '{}' FROM (
            SELECT id FROM written UNION SELECT reverses_id FROM written
        ) touched WHERE id IS NOT NULL HAVING count(*) > 0;
    ELSIF TG_TABLE_NAME = 'market_payment' THEN
        INSERT INTO market_books_touched (charges, payments)
        SELECT '{}', array_agg(id) FROM (
            SELECT id FROM written UNION SELECT reverses_id FROM written
        ) touched WHERE id IS NOT NULL HAVING count(*) > 0;
    ELSE
        INSERT INTO market_books_touched (charges, payments)
        SELECT array_agg(DISTINCT charge_id), array_agg(DISTINCT payment_id)
        FROM written HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER charge_touches_the_books AFTER INSERT ON market_charge
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION books_touched();
CREATE TRIGGER payment_touches_the_books AFTER INSERT ON market_payment
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION books_touched();
CREATE TRIGGER allocation_touches_the_books AFTER INSERT ON market_allocation
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION books_touched();

CREATE FUNCTION book_row_touched() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'market_charge' THEN
        INSERT INTO market_books_touched (charges, payments)
        VALUES (array_remove(ARRAY[OLD.id, OLD.reverses_id], NULL), '{}');
    ELSIF TG_TABLE_NAME = 'market_payment' THEN
        INSERT INTO market_books_touched (charges, payments)
        VALUES ('{}', array_remove(ARRAY[OLD.id, OLD.reverses_id], NULL));
    ELSE
        INSERT INTO market_books_touched (charges, payments)
        VALUES (ARRAY[OLD.charge_id], ARRAY[OLD.payment_id]);
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER charge_changed_by_hand AFTER UPDATE OR DELETE ON market_charge
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (pg_trigger_depth() = 0)
    EXECUTE FUNCTION book_row_touched();
CREATE CONSTRAINT TRIGGER payment_changed_by_hand AFTER UPDATE OR DELETE ON market_payment
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (pg_trigger_depth() = 0)
    EXECUTE FUNCTION book_row_touched();
CREATE CONSTRAINT TRIGGER allocation_changed_by_hand AFTER UPDATE OR DELETE ON market_allocation
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (pg_trigger_depth() = 0)
    EXECUTE FUNCTION book_row_touched();

-- Each id is looked up by an index, whatever the planner believes of the sizes of the tables:
-- a plan is kept for a session, and the tables may have been empty when it was made.
CREATE FUNCTION books_add_up() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
    wrong record;
BEGIN
    SELECT * INTO wrong FROM (
        SELECT 'charge' AS noun, sums.* FROM unnest(NEW.charges) AS touched (id)
        CROSS JOIN LATERAL (
            SELECT * FROM market_charge_sums WHERE id = touched.id OFFSET 0
        ) sums
        UNION ALL
        SELECT 'payment' AS noun, sums.* FROM unnest(NEW.payments) AS touched (id)
        CROSS JOIN LATERAL (
            SELECT * FROM market_payment_sums WHERE id = touched.id OFFSET 0
        ) sums
    ) touched
    WHERE used_fen > whole_fen OR kept_fen <> whole_fen - used_fen LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The books do not add up: of % %, worth % fen, % fen are allocated and '
            '% fen are said to be left', wrong.noun, wrong.id, wrong.whole_fen, wrong.used_fen,
            wrong.kept_fen USING ERRCODE = 'integrity_constraint_violation';
    END IF;

    SELECT * INTO wrong FROM (
        SELECT 'allocation' AS noun, allocation.id FROM unnest(NEW.payments) AS touched (id)
        CROSS JOIN LATERAL (
            SELECT id, charge_id FROM market_allocation WHERE payment_id = touched.id OFFSET 0
        ) allocation
        WHERE (SELECT account_id FROM market_charge WHERE id = allocation.charge_id)
           <> (SELECT account_id FROM market_payment WHERE id = touched.id)
        UNION ALL
        SELECT 'charge', charge.id FROM unnest(NEW.charges) AS touched (id)
        CROSS JOIN LATERAL (
            SELECT id, account_id, reverses_id FROM market_charge WHERE id = touched.id OFFSET 0
        ) charge
        WHERE charge.reverses_id IS NOT NULL AND charge.account_id
           <> (SELECT account_id FROM market_charge WHERE id = charge.reverses_id)
        UNION ALL
        SELECT 'payment', payment.id FROM unnest(NEW.payments) AS touched (id)
        CROSS JOIN LATERAL (
            SELECT id, account_id, reverses_id FROM market_payment WHERE id = touched.id OFFSET 0
        ) payment
        WHERE payment.reverses_id IS NOT NULL AND payment.account_id
           <> (SELECT account_id FROM market_payment WHERE id = payment.reverses_id)
    ) across LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'The books do not add up: % % joins two accounts', wrong.noun, wrong.id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;

    DELETE FROM market_books_touched WHERE id = NEW.id;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER books_add_up AFTER INSERT ON market_books_touched
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION books_add_up();
"""

CLOSE = """
CREATE FUNCTION books_are_open(market bigint, first timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    last date;
BEGIN
    PERFORM pg_advisory_xact_lock_shared(50221, market::int);
    SELECT max(until) INTO last FROM market_bookclosing
    WHERE market_id = market AND state = 'closed';
    IF (first AT TIME ZONE 'Asia/Shanghai')::date <= last THEN
        RAISE EXCEPTION 'The books are closed until %', last
            USING ERRCODE = '23H01', DETAIL = last::text;
    END IF;
END $$;

CREATE FUNCTION entries_fall_in_open_months() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'market_charge' THEN
        PERFORM books_are_open(market_id, first) FROM (
            SELECT market_id, min(charged_at) AS first FROM written
            JOIN market_account account ON account.id = account_id
            GROUP BY market_id ORDER BY market_id
        ) books;
    ELSIF TG_TABLE_NAME = 'market_payment' THEN
        PERFORM books_are_open(market_id, first) FROM (
            SELECT market_id, min(recorded_at) AS first FROM written
            JOIN market_account account ON account.id = account_id
            GROUP BY market_id ORDER BY market_id
        ) books;
    ELSE
        PERFORM books_are_open(market_id, first) FROM (
            SELECT market_id, min(allocated_at) AS first FROM written
            JOIN market_payment payment ON payment.id = payment_id
            JOIN market_account account ON account.id = account_id
            GROUP BY market_id ORDER BY market_id
        ) books;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER charge_falls_in_an_open_month AFTER INSERT ON market_charge
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION entries_fall_in_open_months();
CREATE TRIGGER payment_falls_in_an_open_month AFTER INSERT ON market_payment
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION entries_fall_in_open_months();
CREATE TRIGGER allocation_falls_in_an_open_month AFTER INSERT ON market_allocation
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION entries_fall_in_open_months();

CREATE FUNCTION closings_follow_one_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last date;
BEGIN
    SELECT max(until) INTO last FROM market_bookclosing
    WHERE market_id = NEW.market_id AND state = 'closed';
    IF NEW.starts_on <> last + 1 THEN
        RAISE EXCEPTION 'After % the next month to be closed begins on %', last, last + 1
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER closings_follow_one_another BEFORE INSERT ON market_bookclosing
    FOR EACH ROW EXECUTE FUNCTION closings_follow_one_another();

CREATE FUNCTION closing_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'closed' AND NEW.state = 'reopened'
       AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state'
       AND NOT EXISTS (
           SELECT FROM market_bookclosing later WHERE later.market_id = OLD.market_id
           AND later.state = 'closed' AND later.until > OLD.until
       ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'market_bookclosing is written once: open the last month again instead'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER closing_is_written_once BEFORE UPDATE OR DELETE ON market_bookclosing
    FOR EACH ROW EXECUTE FUNCTION closing_is_written_once();
"""

DROP = """
DROP TRIGGER closing_is_written_once ON market_bookclosing;
DROP FUNCTION closing_is_written_once();
DROP TRIGGER closings_follow_one_another ON market_bookclosing;
DROP FUNCTION closings_follow_one_another();
DROP TRIGGER allocation_falls_in_an_open_month ON market_allocation;
DROP TRIGGER payment_falls_in_an_open_month ON market_payment;
DROP TRIGGER charge_falls_in_an_open_month ON market_charge;
DROP FUNCTION entries_fall_in_open_months();
DROP FUNCTION books_are_open(bigint, timestamptz);
DROP TRIGGER allocation_changed_by_hand ON market_allocation;
DROP TRIGGER payment_changed_by_hand ON market_payment;
DROP TRIGGER charge_changed_by_hand ON market_charge;
DROP FUNCTION book_row_touched();
DROP TRIGGER allocation_touches_the_books ON market_allocation;
DROP TRIGGER payment_touches_the_books ON market_payment;
DROP TRIGGER charge_touches_the_books ON market_charge;
DROP FUNCTION books_touched();
DROP TABLE market_books_touched;
DROP FUNCTION books_add_up();
DROP FUNCTION market_book_entries(bigint, timestamptz, timestamptz);
DROP VIEW market_payment_sums;
DROP VIEW market_charge_sums;
"""


class Migration(migrations.Migration):
    dependencies = [("market", "0006_the_books")]
    operations = [migrations.RunSQL(SUMS + ENTRIES + ADD_UP + CLOSE, DROP)]
