import type { Queryable } from '#app/platform/db.server.ts';
import { booksWords } from '#app/words/en/books.ts';

type Proof = { readonly sql: string; readonly code: keyof typeof booksWords.violations };

const EXAMPLES_LIMIT = 50;

/** Each finds what must not be; a row found is a violation. */
const PROOFS: readonly Proof[] = [
  {
    sql: `SELECT b.account_id, b.balance_minor, coalesce(c.total, 0) - coalesce(d.total, 0) AS summed
          FROM account_balance b
          LEFT JOIN (SELECT credit_account_id AS id, sum(amount_minor) AS total FROM transfer GROUP BY 1) c ON c.id = b.account_id
          LEFT JOIN (SELECT debit_account_id AS id, sum(amount_minor) AS total FROM transfer GROUP BY 1) d ON d.id = b.account_id
          WHERE b.balance_minor <> coalesce(c.total, 0) - coalesce(d.total, 0)`,
    code: 'balance_differs',
  },
  {
    sql: `SELECT a.id FROM account a LEFT JOIN account_balance b ON b.account_id = a.id
          WHERE (b.account_id IS NULL) = (a.kind IN ('spendable', 'reserved', 'available'))`,
    code: 'balance_misplaced',
  },
  {
    sql: `SELECT a.id, coalesce(c.total, 0) - coalesce(d.total, 0) AS balance
          FROM account a
          LEFT JOIN (SELECT credit_account_id AS id, sum(amount_minor) AS total FROM transfer GROUP BY 1) c ON c.id = a.id
          LEFT JOIN (SELECT debit_account_id AS id, sum(amount_minor) AS total FROM transfer GROUP BY 1) d ON d.id = a.id
          WHERE a.kind IN ('spendable', 'reserved', 'available', 'pending', 'fees')
            AND coalesce(c.total, 0) < coalesce(d.total, 0)`,
    code: 'below_zero',
  },
  {
    sql: `SELECT t.key, t.kind FROM transfer t
          LEFT JOIN account d ON d.id = t.debit_account_id AND d.currency = t.currency
          LEFT JOIN account c ON c.id = t.credit_account_id AND c.currency = t.currency
          LEFT JOIN transfer_kind k ON k.kind = t.kind AND k.debit_kind = d.kind AND k.credit_kind = c.kind
          WHERE k.kind IS NULL OR t.amount_minor <= 0`,
    code: 'kind_misfit',
  },
  {
    sql: `SELECT key FROM transfer WHERE
            input_hash IS DISTINCT FROM
              transfer_input_hash(key, kind, debit_account_id, credit_account_id, currency, amount_minor, subject_id)
            OR row_hash IS DISTINCT FROM transfer_row_hash(input_hash, actor, origin, created_at)
            OR kind <> 'demo_funding' AND key <> kind || ':' || subject_id`,
    code: 'transfer_altered',
  },
  {
    sql: `SELECT s.id, s.price_minor, s.fee_minor, t.shares, t.share, t.fees, t.fee
          FROM sale s LEFT JOIN (
            SELECT subject_id,
              count(*) FILTER (WHERE kind = 'sale_share') AS shares, sum(amount_minor) FILTER (WHERE kind = 'sale_share') AS share,
              count(*) FILTER (WHERE kind = 'sale_fee') AS fees, coalesce(sum(amount_minor) FILTER (WHERE kind = 'sale_fee'), 0) AS fee
            FROM transfer WHERE kind IN ('sale_share', 'sale_fee') GROUP BY subject_id) t ON t.subject_id = s.id
          WHERE t.subject_id IS NULL OR t.shares <> 1 OR t.fees > 1
            OR t.share <> s.price_minor - s.fee_minor OR t.fee <> s.fee_minor`,
    code: 'charge_wrong',
  },
  {
    sql: `SELECT t.key FROM transfer t JOIN sale s ON s.id = t.subject_id
          WHERE t.kind IN ('sale_share', 'sale_fee', 'hold_release') AND (
            t.currency <> s.currency
            OR t.kind <> 'hold_release' AND t.debit_account_id <> s.buyer_organisation_id || ':spendable:' || s.currency
            OR t.kind = 'sale_share' AND t.credit_account_id <> s.seller_organisation_id || ':pending:' || s.currency
            OR t.kind = 'hold_release' AND t.debit_account_id <> s.seller_organisation_id || ':pending:' || s.currency
            OR t.kind = 'hold_release' AND t.credit_account_id <> s.seller_organisation_id || ':available:' || s.currency)`,
    code: 'wrong_parties',
  },
  {
    sql: `SELECT t.key FROM transfer t LEFT JOIN sale s ON s.id = t.subject_id
          WHERE t.kind IN ('sale_share', 'sale_fee', 'hold_release') AND s.id IS NULL`,
    code: 'sale_missing',
  },
  {
    sql: `SELECT s.id, s.status, count(t.key) AS releases, coalesce(sum(t.amount_minor), 0) AS released
          FROM sale s LEFT JOIN transfer t ON t.subject_id = s.id AND t.kind = 'hold_release'
          GROUP BY s.id HAVING (s.status = 'released') <> (count(t.key) = 1)
            OR count(t.key) > 0 AND sum(t.amount_minor) <> s.price_minor - s.fee_minor
            OR count(t.key) > 0 AND min(t.created_at) < s.dispute_until`,
    code: 'release_wrong',
  },
  {
    sql: `SELECT s.id, s.status, s.price_minor, count(t.key) AS refunds, coalesce(sum(t.amount_minor), 0) AS refunded
          FROM sale s LEFT JOIN transfer t ON t.subject_id = s.id AND t.kind IN ('dispute_share', 'dispute_fee')
          GROUP BY s.id HAVING (s.status = 'refunded') <> (count(t.key) > 0)
            OR count(t.key) > 0 AND (count(*) FILTER (WHERE t.kind = 'dispute_share') <> 1
              OR sum(t.amount_minor) FILTER (WHERE t.kind = 'dispute_share') <> s.price_minor - s.fee_minor
              OR sum(t.amount_minor) <> s.price_minor)`,
    code: 'refund_wrong',
  },
  {
    sql: `SELECT t.key FROM transfer t LEFT JOIN sale s ON s.id = t.subject_id
          WHERE t.kind IN ('dispute_share', 'dispute_fee') AND (s.id IS NULL
            OR t.credit_account_id <> s.buyer_organisation_id || ':spendable:' || s.currency
            OR t.debit_account_id <> CASE t.kind WHEN 'dispute_share' THEN s.seller_organisation_id || ':pending:' || s.currency
              ELSE 'platform:fees:' || s.currency END)`,
    code: 'refund_astray',
  },
  {
    sql: `SELECT s.id, s.status, d.status AS dispute, d.outcome FROM sale s LEFT JOIN dispute d ON d.sale_id = s.id
          WHERE (s.status = 'disputed') <> (d.id IS NOT NULL AND d.status <> 'decided')
            OR (s.status = 'refunded') <> (d.outcome IS NOT DISTINCT FROM 'upheld')
            OR d.refund_minor <> s.price_minor OR d.currency <> s.currency
            OR d.buyer_organisation_id <> s.buyer_organisation_id OR d.seller_organisation_id <> s.seller_organisation_id`,
    code: 'dispute_wrong',
  },
  {
    sql: `SELECT u.id, u.status, u.amount_minor, count(t.key) AS credits, coalesce(sum(t.amount_minor), 0) AS credited
          FROM top_up u LEFT JOIN transfer t ON t.subject_id = u.id AND t.kind = 'top_up'
          GROUP BY u.id HAVING count(t.key) <> CASE u.status WHEN 'paid' THEN 1 ELSE 0 END
            OR count(t.key) > 0 AND sum(t.amount_minor) <> u.amount_minor`,
    code: 'top_up_wrong',
  },
  {
    sql: `SELECT p.id, p.status, p.amount_minor,
            count(t.key) FILTER (WHERE t.kind = 'payout') AS payouts, count(t.key) FILTER (WHERE t.kind = 'payout_return') AS returns
          FROM payout p LEFT JOIN transfer t ON t.subject_id = p.id AND t.kind IN ('payout', 'payout_return')
          GROUP BY p.id HAVING count(t.key) FILTER (WHERE t.kind = 'payout') <> 1
            OR count(t.key) FILTER (WHERE t.kind = 'payout_return') <> CASE WHEN p.status IN ('failed', 'reversed') THEN 1 ELSE 0 END
            OR bool_or(t.amount_minor <> p.amount_minor)
            OR (p.status IN ('sent', 'reversed')) <> (p.stripe_transfer_id IS NOT NULL)`,
    code: 'payout_wrong',
  },
  {
    sql: `SELECT t.key FROM transfer t LEFT JOIN top_up u ON u.id = t.subject_id LEFT JOIN payout p ON p.id = t.subject_id
          WHERE t.kind = 'top_up' AND (t.credit_account_id, t.debit_account_id)
              IS DISTINCT FROM (u.organisation_id || ':spendable:' || u.currency, 'platform:stripe_clearing:' || u.currency)
            OR t.kind = 'payout' AND (t.debit_account_id, t.credit_account_id)
              IS DISTINCT FROM (p.organisation_id || ':available:' || p.currency, 'platform:stripe_clearing:' || p.currency)
            OR t.kind = 'payout_return' AND (t.credit_account_id, t.debit_account_id)
              IS DISTINCT FROM (p.organisation_id || ':available:' || p.currency, 'platform:stripe_clearing:' || p.currency)`,
    code: 'payment_astray',
  },
  {
    sql: `SELECT r.id, r.status, r.amount_minor, count(t.key) AS credits, coalesce(sum(t.amount_minor), 0) AS credited
          FROM bank_receipt r LEFT JOIN transfer t ON t.subject_id = r.id AND t.kind = 'bank_top_up'
          GROUP BY r.id HAVING count(t.key) <> CASE r.status WHEN 'booked' THEN 1 ELSE 0 END
            OR count(t.key) > 0 AND sum(t.amount_minor) <> r.amount_minor`,
    code: 'bank_receipt_wrong',
  },
  {
    sql: `SELECT p.id, p.status, p.amount_minor,
            count(t.key) FILTER (WHERE t.kind = 'bank_payout') AS payouts, count(t.key) FILTER (WHERE t.kind = 'bank_payout_return') AS returns
          FROM bank_payout p LEFT JOIN transfer t ON t.subject_id = p.id AND t.kind IN ('bank_payout', 'bank_payout_return')
          GROUP BY p.id HAVING count(t.key) FILTER (WHERE t.kind = 'bank_payout') <> 1
            OR count(t.key) FILTER (WHERE t.kind = 'bank_payout_return') <> CASE WHEN p.status IN ('returned', 'cancelled') THEN 1 ELSE 0 END
            OR bool_or(t.amount_minor <> p.amount_minor)`,
    code: 'bank_payout_wrong',
  },
  {
    sql: `SELECT t.key FROM transfer t LEFT JOIN bank_receipt r ON r.id = t.subject_id LEFT JOIN bank_payout p ON p.id = t.subject_id
          WHERE t.kind = 'bank_top_up' AND (t.credit_account_id, t.debit_account_id)
              IS DISTINCT FROM (r.organisation_id || ':spendable:' || r.currency, 'platform:bank_clearing:' || r.currency)
            OR t.kind = 'bank_payout' AND (t.debit_account_id, t.credit_account_id)
              IS DISTINCT FROM (p.organisation_id || ':available:' || p.currency, 'platform:bank_clearing:' || p.currency)
            OR t.kind = 'bank_payout_return' AND (t.credit_account_id, t.debit_account_id)
              IS DISTINCT FROM (p.organisation_id || ':available:' || p.currency, 'platform:bank_clearing:' || p.currency)`,
    code: 'bank_astray',
  },
  {
    sql: `SELECT r.id FROM bank_receipt r LEFT JOIN bank_invoice i ON i.id = r.invoice_id
          WHERE r.status = 'booked' AND (i.id IS NULL OR i.organisation_id <> r.organisation_id OR i.status <> 'paid')
          UNION ALL SELECT i.id FROM bank_invoice i
          WHERE i.status = 'paid' AND NOT EXISTS (SELECT FROM bank_receipt r WHERE r.invoice_id = i.id AND r.status = 'booked')`,
    code: 'bank_invoice_wrong',
  },
  {
    sql: `SELECT b.id, b.status, count(DISTINCT a.person_id) AS approvals
          FROM bank_batch b LEFT JOIN bank_batch_approval a ON a.batch_id = b.id LEFT JOIN bank_payout p ON p.batch_id = b.id
          GROUP BY b.id HAVING count(DISTINCT a.person_id) < CASE WHEN b.approved_at IS NULL THEN 0 ELSE 2 END
            OR count(p.id) = 0 OR bool_or(p.currency <> b.currency)
            OR bool_or(p.status <> 'cancelled' AND p.status <> ALL (CASE b.status WHEN 'sent' THEN ARRAY['sent', 'paid', 'returned']
              WHEN 'rejected' THEN ARRAY[]::text[] ELSE ARRAY['pending'] END))`,
    code: 'bank_batch_wrong',
  },
  {
    sql: 'SELECT id FROM sale s WHERE terms_hash IS DISTINCT FROM sale_terms_hash(s)',
    code: 'sale_altered',
  },
  {
    sql: 'SELECT id FROM sale WHERE price_minor NOT BETWEEN ask_minor AND top_price_minor',
    code: 'price_outside',
  },
  {
    sql: `SELECT l.id, l.sales_count, l.max_sells, count(s.id) AS sales FROM lead l LEFT JOIN sale s ON s.lead_id = l.id
          GROUP BY l.id HAVING count(s.id) <> l.sales_count OR count(s.id) > l.max_sells`,
    code: 'sales_miscounted',
  },
];

/**
 * Proves the ledger's promises on what is stored: balances follow from transfers, nothing is negative that may not be,
 * each sale has exactly its transfers, between its own buyer and seller.
 * @returns a sentence per violation, at most 50 of a kind; none when the books are in order
 */
export async function checkBooks(db: Queryable): Promise<string[]> {
  const violations: string[] = [];
  for (const { sql, code } of PROOFS) {
    const { rows } = await db.query(`SELECT * FROM (${sql}) found LIMIT ${EXAMPLES_LIMIT}`);
    violations.push(...rows.map((row) => booksWords.violations[code](row)));
  }
  return violations;
}
