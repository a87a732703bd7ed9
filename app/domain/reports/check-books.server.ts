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
          GROUP BY s.id HAVING (s.status = 'released' OR EXISTS (SELECT FROM take_back b WHERE b.sale_id = s.id)) <> (count(t.key) = 1)
            OR count(t.key) > 0 AND sum(t.amount_minor) <> s.price_minor - s.fee_minor
            OR count(t.key) > 0 AND min(t.created_at) < s.dispute_until`,
    code: 'release_wrong',
  },
  {
    sql: `SELECT s.id, s.status, s.price_minor, count(t.key) AS refunds, coalesce(sum(t.amount_minor), 0) AS refunded
          FROM sale s LEFT JOIN transfer t ON t.subject_id = s.id AND t.kind IN ('dispute_share', 'dispute_fee')
          GROUP BY s.id HAVING (s.status = 'refunded' AND NOT EXISTS (SELECT FROM take_back b WHERE b.sale_id = s.id)) <> (count(t.key) > 0)
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
            OR (s.status = 'refunded' AND NOT EXISTS (SELECT FROM take_back b WHERE b.sale_id = s.id))
              <> (d.outcome IS NOT DISTINCT FROM 'upheld')
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
            OR count(t.key) FILTER (WHERE t.kind = 'payout_return') <> CASE WHEN p.status = 'failed'
                OR p.status = 'reversed' AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.payout_id = p.id) THEN 1 ELSE 0 END
            OR (SELECT coalesce(sum(r.amount_minor), 0) FROM payout_reversal r WHERE r.payout_id = p.id) > p.amount_minor
            OR (p.status = 'reversed') <> (count(t.key) FILTER (WHERE t.kind = 'payout_return') = 1 AND p.status <> 'failed'
                OR (SELECT sum(r.amount_minor) FROM payout_reversal r WHERE r.payout_id = p.id) IS NOT DISTINCT FROM p.amount_minor)
            OR p.status NOT IN ('sent', 'reversed') AND EXISTS (SELECT FROM payout_reversal r WHERE r.payout_id = p.id)
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
    sql: `SELECT r.id, r.amount_minor, count(t.key) AS transfers FROM payout_reversal r JOIN payout p ON p.id = r.payout_id
          LEFT JOIN transfer t ON t.subject_id = r.id AND t.kind = 'payout_reversal' AND t.amount_minor = r.amount_minor
            AND t.debit_account_id = 'platform:stripe_clearing:' || p.currency
            AND t.credit_account_id = p.organisation_id || ':available:' || p.currency
          GROUP BY r.id HAVING count(t.key) <> 1`,
    code: 'reversal_wrong',
  },
  {
    sql: `SELECT b.sale_id AS id, s.status, s.price_minor, count(t.key) AS parts, coalesce(sum(t.amount_minor), 0) AS taken
          FROM take_back b JOIN sale s ON s.id = b.sale_id LEFT JOIN transfer t ON t.subject_id = b.sale_id
            AND t.credit_account_id = s.buyer_organisation_id || ':spendable:' || s.currency
            AND (t.kind = 'clawback_available' AND t.amount_minor = b.from_available_minor
                AND t.debit_account_id = s.seller_organisation_id || ':available:' || s.currency
              OR t.kind = 'clawback_debt' AND t.amount_minor = b.debt_minor
                AND t.debit_account_id = s.seller_organisation_id || ':debt:' || s.currency
              OR t.kind = 'clawback_fee' AND t.amount_minor = b.fee_minor AND t.debit_account_id = 'platform:fees:' || s.currency)
          GROUP BY b.sale_id, s.id HAVING s.status <> 'refunded' OR coalesce(sum(t.amount_minor), 0) <> s.price_minor
            OR b.fee_minor <> s.fee_minor`,
    code: 'take_back_wrong',
  },
  {
    sql: `SELECT r.id, r.amount_minor, count(t.key) AS transfers FROM debt_recovery r
          LEFT JOIN transfer t ON t.subject_id = r.id AND t.kind = 'debt_recovery' AND t.amount_minor = r.amount_minor
            AND t.debit_account_id = r.organisation_id || ':available:' || r.currency
            AND t.credit_account_id = r.organisation_id || ':debt:' || r.currency
          GROUP BY r.id HAVING count(t.key) <> 1`,
    code: 'recovery_wrong',
  },
  {
    sql: `SELECT t.key FROM transfer t
          WHERE t.kind = 'payout_reversal' AND NOT EXISTS (SELECT FROM payout_reversal r WHERE r.id = t.subject_id)
            OR t.kind IN ('clawback_available', 'clawback_debt', 'clawback_fee')
              AND NOT EXISTS (SELECT FROM take_back b WHERE b.sale_id = t.subject_id)
            OR t.kind = 'debt_recovery' AND NOT EXISTS (SELECT FROM debt_recovery r WHERE r.id = t.subject_id)`,
    code: 'seller_money_astray',
  },
  {
    sql: `SELECT id, -owed_minor(id) AS over FROM account WHERE kind = 'debt' AND owed_minor(id) < 0`,
    code: 'debt_overpaid',
  },
  {
    sql: `SELECT coalesce(t.key, e.kind || ':' || e.subject_id) AS key, e.amount_minor AS expected, t.amount_minor AS booked
          FROM expected_transfer e FULL JOIN (SELECT * FROM transfer WHERE kind LIKE 'chargeback\\_%' OR kind LIKE 'reserve%'
            OR kind LIKE 'stripe\\_%' OR kind IN ('goodwill', 'correction')) t ON t.kind = e.kind AND t.subject_id = e.subject_id
          WHERE (e.debit_account_id, e.credit_account_id, e.currency, e.amount_minor)
            IS DISTINCT FROM (t.debit_account_id, t.credit_account_id, t.currency, t.amount_minor)`,
    code: 'not_as_decided',
  },
  {
    sql: `SELECT o.id, o.money_frozen_at IS NOT NULL AS frozen FROM organisation o
          WHERE (o.money_frozen_at IS NOT NULL) <> EXISTS (SELECT FROM chargeback c WHERE c.organisation_id = o.id AND chargeback_stands(c))`,
    code: 'freeze_wrong',
  },
  {
    sql: `SELECT r.id, r.status, r.amount_minor, count(t.key) AS credits, coalesce(sum(t.amount_minor), 0) AS credited
          FROM recharge r LEFT JOIN transfer t ON t.subject_id = r.id AND t.kind = 'recharge'
          GROUP BY r.id HAVING count(t.key) <> CASE r.status WHEN 'paid' THEN 1 ELSE 0 END
            OR count(t.key) > 0 AND sum(t.amount_minor) <> r.amount_minor`,
    code: 'recharge_wrong',
  },
  {
    sql: `SELECT r.id, r.status, r.amount_minor,
            count(t.key) FILTER (WHERE t.kind = 'card_refund') AS refunds, count(t.key) FILTER (WHERE t.kind = 'card_refund_return') AS returns
          FROM card_refund r LEFT JOIN transfer t ON t.subject_id = r.id AND t.kind IN ('card_refund', 'card_refund_return')
          GROUP BY r.id HAVING count(t.key) FILTER (WHERE t.kind = 'card_refund') <> 1
            OR count(t.key) FILTER (WHERE t.kind = 'card_refund_return') <> CASE r.status WHEN 'failed' THEN 1 ELSE 0 END
            OR bool_or(t.amount_minor <> r.amount_minor)`,
    code: 'card_refund_wrong',
  },
  {
    sql: `SELECT t.key FROM transfer t LEFT JOIN recharge r ON r.id = t.subject_id LEFT JOIN card_refund f ON f.id = t.subject_id
          WHERE t.kind = 'recharge' AND (t.credit_account_id, t.debit_account_id)
              IS DISTINCT FROM (r.organisation_id || ':spendable:' || r.currency, 'platform:stripe_clearing:' || r.currency)
            OR t.kind = 'card_refund' AND (t.debit_account_id, t.credit_account_id)
              IS DISTINCT FROM (f.organisation_id || ':spendable:' || f.currency, 'platform:stripe_clearing:' || f.currency)
            OR t.kind = 'card_refund_return' AND (t.credit_account_id, t.debit_account_id)
              IS DISTINCT FROM (f.organisation_id || ':spendable:' || f.currency, 'platform:stripe_clearing:' || f.currency)`,
    code: 'card_payment_astray',
  },
  {
    sql: `SELECT c.id, c.amount_minor, coalesce(sum(f.amount_minor) FILTER (WHERE f.status <> 'failed'), 0) AS refunded
          FROM card_charge c LEFT JOIN card_refund f ON f.charge_id = c.id
          LEFT JOIN top_up u ON u.id = c.id LEFT JOIN recharge r ON r.id = c.id
          GROUP BY c.id, u.id, r.id HAVING coalesce(sum(f.amount_minor) FILTER (WHERE f.status <> 'failed'), 0) > c.amount_minor
            OR bool_or((f.organisation_id, f.currency) <> (c.organisation_id, c.currency))
            OR (c.organisation_id, c.currency, c.amount_minor, c.payment_intent_id, 'paid') IS DISTINCT FROM
              (coalesce(u.organisation_id, r.organisation_id), coalesce(u.currency, r.currency), coalesce(u.amount_minor, r.amount_minor),
                coalesce(u.payment_intent_id, r.payment_intent_id), coalesce(u.status, r.status))`,
    code: 'charge_overdrawn',
  },
  {
    sql: `SELECT p.id, p.amount_minor FROM (SELECT id, status, amount_minor, payment_intent_id FROM top_up
            UNION ALL SELECT id, status, amount_minor, payment_intent_id FROM recharge) p
          LEFT JOIN card_charge c ON c.id = p.id
          WHERE p.status = 'paid' AND p.payment_intent_id IS NOT NULL AND c.id IS NULL`,
    code: 'charge_missing',
  },
  {
    sql: `SELECT r.id, r.status, r.amount_minor, count(t.key) AS credits, coalesce(sum(t.amount_minor), 0) AS credited
          FROM bank_receipt r LEFT JOIN transfer t ON t.subject_id = r.id AND t.kind IN ('bank_top_up', 'bank_cost_return')
          GROUP BY r.id HAVING count(t.key) <> CASE WHEN r.status IN ('booked', 'cost_return') THEN 1 ELSE 0 END
            OR bool_or(t.kind <> CASE r.status WHEN 'booked' THEN 'bank_top_up' ELSE 'bank_cost_return' END)
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
            OR t.kind = 'bank_cost_return' AND (t.debit_account_id, t.credit_account_id)
              IS DISTINCT FROM ('platform:bank_clearing:' || r.currency, 'platform:bank_costs:' || r.currency)
            OR t.kind = 'bank_payout' AND (t.debit_account_id, t.credit_account_id)
              IS DISTINCT FROM (p.organisation_id || ':available:' || p.currency, 'platform:bank_clearing:' || p.currency)
            OR t.kind = 'bank_payout_return' AND (t.credit_account_id, t.debit_account_id)
              IS DISTINCT FROM (p.organisation_id || ':available:' || p.currency, 'platform:bank_clearing:' || p.currency)`,
    code: 'bank_astray',
  },
  {
    sql: `SELECT coalesce(c.id, t.subject_id) AS id, c.status, c.amount_minor, t.amount_minor AS booked
          FROM bank_cost c FULL JOIN (SELECT * FROM transfer WHERE kind = 'bank_cost') t ON t.subject_id = c.id
          WHERE (c.status = 'posted') IS DISTINCT FROM (t.key IS NOT NULL)
            OR t.key IS NOT NULL AND (t.amount_minor, t.currency, t.debit_account_id, t.credit_account_id)
              IS DISTINCT FROM (c.amount_minor, c.currency, 'platform:bank_costs:' || c.currency, 'platform:bank_clearing:' || c.currency)`,
    code: 'bank_cost_wrong',
  },
  {
    sql: `SELECT r.id, r.status, b.status AS booking FROM bank_receipt r JOIN bank_booking b ON b.receipt_id = r.id AND b.status <> 'rejected'
          WHERE (b.status = 'posted') IS DISTINCT FROM (r.status IN ('booked', 'cost_return'))
            OR b.status = 'posted' AND (b.invoice_id, b.organisation_id, b.amount_minor) IS DISTINCT FROM (r.invoice_id, r.organisation_id, r.amount_minor)`,
    code: 'bank_booking_wrong',
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
  {
    sql: `SELECT p.operator_key, p.year, p.kind, count(*) AS papers, max(p.number) AS last, max(c.last_number) AS counted
          FROM fee_paper p LEFT JOIN paper_counter c USING (operator_key, year, kind)
          GROUP BY 1, 2, 3 HAVING count(*) <> max(p.number) OR max(p.number) IS DISTINCT FROM max(c.last_number)`,
    code: 'papers_misnumbered',
  },
  {
    sql: `SELECT p.id, p.total_minor, p.line_count, count(l.*) AS lines, coalesce(sum(l.amount_minor), 0) AS summed
          FROM fee_paper p LEFT JOIN fee_paper_line l ON l.paper_id = p.id
          GROUP BY p.id HAVING count(l.*) <> p.line_count OR coalesce(sum(l.amount_minor), 0) <> p.total_minor`,
    code: 'paper_wrong',
  },
  {
    sql: `SELECT t.key, l.paper_id FROM fee_paper_line l JOIN fee_paper p ON p.id = l.paper_id JOIN transfer t ON t.id = l.transfer_id
          LEFT JOIN sale s ON s.id = fee_sale_of(t.kind, t.subject_id)
          WHERE t.currency <> p.currency OR s.seller_organisation_id IS DISTINCT FROM p.organisation_id
            OR l.amount_minor <> CASE 'platform:fees:' || p.currency
              WHEN t.credit_account_id THEN t.amount_minor WHEN t.debit_account_id THEN -t.amount_minor ELSE 0 END`,
    code: 'paper_astray',
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
