import pg from 'pg';
import { prepareDatabase } from '../setup/installation.ts';

/** A sale of the product's as it stands in its rows, to be written again and again. */
export type Example = { lead: Row; order: Row; account: Row; sale: Row };
type Row = Record<string, unknown>;

/** The last sale of a database, and what it was made of. */
export async function readExample(client: Pick<pg.ClientBase, 'query'>): Promise<Example> {
  const { rows } = await client.query<Example>(`
    SELECT to_jsonb(l) AS lead, to_jsonb(o) AS order, to_jsonb(a) AS account, to_jsonb(s) AS sale
    FROM sale s JOIN lead l ON l.id = s.lead_id JOIN standing_order o ON o.id = s.order_id
    JOIN account a ON a.id = s.buyer_organisation_id || ':spendable:' || s.currency
    ORDER BY s.id DESC LIMIT 1`);
  const [example] = rows;
  if (!example) throw new Error('there is no sale to be written again');
  return example;
}

/**
 * Tables with the columns, indexes and foreign keys of the product's own, and none of its triggers, holding so many leads, and
 * an order, a wallet and an account for each buyer and seller.
 */
export async function makeRows(input: {
  url: string;
  example: Example;
  leads: number;
  buyers: number;
  sellers: number;
}): Promise<void> {
  const { url, example, leads, buyers, sellers } = input;
  await prepareDatabase(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`
    CREATE TABLE least_lead (LIKE lead INCLUDING DEFAULTS INCLUDING INDEXES);
    CREATE TABLE least_order (LIKE standing_order INCLUDING DEFAULTS INCLUDING INDEXES) WITH (fillfactor = 50);
    CREATE TABLE least_account (LIKE account INCLUDING DEFAULTS INCLUDING INDEXES);
    CREATE TABLE least_balance (LIKE account_balance INCLUDING INDEXES) WITH (fillfactor = 50);
    CREATE TABLE least_sale (LIKE sale INCLUDING DEFAULTS INCLUDING INDEXES);
    CREATE TABLE least_transfer (LIKE transfer INCLUDING DEFAULTS INCLUDING IDENTITY INCLUDING INDEXES);
    CREATE SEQUENCE least_number`);
  // Leads are drawn at random and sold more than once.
  await client.query(`DO $$ DECLARE once text; BEGIN
    SELECT indexrelid::regclass::text INTO STRICT once FROM pg_index WHERE indrelid = 'least_sale'::regclass AND indisunique AND NOT indisprimary;
    EXECUTE 'DROP INDEX ' || once;
    CREATE INDEX ON least_sale (lead_id, buyer_organisation_id);
  END $$`);
  const fill = (table: string, row: Row, id: string, upTo: number, more = '{}') =>
    client.query(
      `INSERT INTO ${table} SELECT (jsonb_populate_record(NULL::${table}, $1::jsonb || jsonb_build_object('id', ${id}) || $3)).*
       FROM generate_series(1, $2::int) n`,
      [JSON.stringify(row), upTo, more],
    );
  await fill('least_lead', example.lead, textId('lead', 'n'), leads, '{"status":"validating","checks":[]}');
  await fill('least_order', example.order, textId('ord', 'n'), buyers);
  await fill('least_account', example.account, wallet('n'), buyers);
  await fill('least_account', example.account, earned('n'), sellers);
  await fill('least_account', example.account, FEES, 1);
  await client.query(
    `INSERT INTO least_balance SELECT ${wallet('n')}, 1000000000000000 FROM generate_series(1, ${buyers}) n`,
  );
  await client.query(`
    ALTER TABLE least_sale ADD FOREIGN KEY (lead_id) REFERENCES least_lead, ADD FOREIGN KEY (order_id) REFERENCES least_order;
    ALTER TABLE least_transfer ADD FOREIGN KEY (debit_account_id, currency) REFERENCES least_account (id, currency),
      ADD FOREIGN KEY (credit_account_id, currency) REFERENCES least_account (id, currency)`);
  await client.query('VACUUM ANALYZE');
  await client.end();
}

/** A colon with a name behind it would be a variable to pgbench, so there is a point where the product has one. */
const BODY = 26;
const textId = (prefix: string, number: string) => `'${prefix}_' || lpad((${number})::text, ${BODY}, '0')`;
const wallet = (number: string) => `${textId('org', number)} || '.spendable.UAH'`;
const earned = (number: string) => `${textId('org', number)} || '.pending.UAH'`;
const FEES = `'platform.fees.UAH'`;
const HASH = `'\\x${'ab'.repeat(32)}'::bytea`;

/** One statement that writes the rows of a sale, its texts and JSON the example's. */
export function rowsSql(example: Example, names: { lead: string; buyer: string; seller: string }): string {
  const { lead, buyer, seller } = names;
  const { sale } = example;
  // With a space behind the colon.
  const json = (value: unknown) =>
    `'${JSON.stringify(value, null, 1).replaceAll(/\n */g, ' ').replaceAll("'", "''")}'::jsonb`;
  const posting = (kind: string, credit: string, amount: number) =>
    `SELECT '${kind}:' || id, '${kind}', ${wallet(buyer)}, ${credit}, 'UAH', ${amount}, id, 'worker', 'job.lead-accepted', ${HASH}, ${HASH}, now() FROM sale`;
  return `
  WITH verdict AS (UPDATE least_lead SET status = 'sold', checks = ${json(example.lead.checks)}, score = 70, temperature = 'warm',
      sales_count = 1, claim_count = 2, settled_at = now() WHERE id = ${textId('lead', lead)}),
    sale AS (INSERT INTO least_sale (id, lead_id, offer_id, order_id, seller_organisation_id, buyer_organisation_id, currency, ask_minor,
        top_price_minor, price_minor, fee_minor, quote, auction, terms_hash, status, sold_at, dispute_until)
      VALUES (${textId('sale', `nextval('least_number')`)}, ${textId('lead', lead)}, '${sale.offer_id}', ${textId('ord', buyer)},
        ${textId('org', seller)}, ${textId('org', buyer)}, 'UAH', 30000, 90000, 30000, 3000, ${json(sale.quote)}, ${json(sale.auction)},
        ${HASH}, 'held', now(), now() + interval '5 days') RETURNING id),
    postings AS (INSERT INTO least_transfer (key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id, actor, origin,
        input_hash, row_hash, created_at)
      ${posting('sale_share', earned(seller), 27_000)} UNION ALL ${posting('sale_fee', FEES, 3_000)}),
    counted AS (UPDATE least_order SET hour_count = hour_count + 1, day_count = day_count + 1, day_spent_minor = day_spent_minor + 30000,
        week_count = week_count + 1, month_count = month_count + 1, month_spent_minor = month_spent_minor + 30000,
        total_spent_minor = total_spent_minor + 30000, last_sold_at = now() WHERE id = ${textId('ord', buyer)})
  UPDATE least_balance SET balance_minor = balance_minor - 30000 WHERE account_id = ${wallet(buyer)}`;
}
