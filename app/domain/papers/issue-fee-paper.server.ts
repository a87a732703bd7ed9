import { FEE_KINDS } from '#app/domain/billing/fee-kinds.ts';
import { readLegalDetails } from '#app/domain/identity/read-legal-details.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { present } from '#app/kernel/assert.ts';
import { leastId, newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { addMonths, endOfMonth, isMonthOver, type Month, startOfMonth } from '#app/kernel/month.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { type Queryable, type Tx, transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type PaperParty, toPaperParty, vatWithin } from './paper.ts';
import { type OpenFee, type SortedFees, sortFeeLines } from './sort-fee-lines.ts';

/** How many months before its own a paper picks up what stands on none: what was all given back, or came late. */
export const LATE_MONTHS = 2;

type Asked = { readonly organisationId: string; readonly currency: Currency; readonly month: Month };
type Header = {
  readonly operator: PaperParty;
  readonly party: PaperParty;
  readonly vatRateBasisPoints: number | null;
};

/**
 * Issues a seller's papers for a month that is over: its invoice, and a credit note for each earlier invoice of which
 * fees came back. All or none, numbered without a gap; what was issued is not issued again.
 * @returns ids of what was issued; none where nothing is due
 * @throws Refusal `month_not_over`, `operator_unknown`
 */
export async function issueFeePaper(db: Db, input: Asked & { now: Date }): Promise<string[]> {
  const { organisationId, now } = input;
  if (!isMonthOver(input.month, now)) throw new Refusal('month_not_over');
  const { party: operator, vatRateBasisPoints } = await readSetting(db, 'operator');
  if (!operator) throw new Refusal('operator_unknown');
  const organisation = await db.prisma.organisation.findUniqueOrThrow({ where: { id: organisationId } });
  const header = {
    operator,
    party: toPaperParty(await readLegalDetails(db, organisationId), organisation),
    vatRateBasisPoints: operator.vatNumber === null ? null : vatRateBasisPoints,
  };
  return transact(db.pool, async (tx) => {
    // Whoever issues for the same seller at the same moment waits, and then finds nothing left to issue.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
      `fee_paper:${organisationId}:${input.currency}`,
    ]);
    const { invoice, creditNotes } = await sortOpenFees(tx, input);
    const issued: string[] = [];
    if (invoice.length > 0) issued.push(await insertPaper(tx, input, header, null, invoice));
    for (const [correctsId, lines] of creditNotes)
      issued.push(await insertPaper(tx, input, header, correctsId, lines));
    return issued;
  });
}

/**
 * A seller's fees of a month that stand on no paper yet, as they would be issued.
 * @param tx where it belongs to more than it reads itself
 */
export async function sortOpenFees(tx: Queryable, asked: Asked): Promise<SortedFees> {
  const { organisationId, currency, month } = asked;
  const { rows } = await tx.query<OpenFee>(
    `SELECT t.id AS "transferId", s.id AS "saleId",
       CASE t.credit_account_id WHEN 'platform:fees:' || $2 THEN t.amount_minor ELSE -t.amount_minor END AS "amountMinor",
       (SELECT l.paper_id FROM transfer c JOIN fee_paper_line l ON l.transfer_id = c.id JOIN fee_paper p ON p.id = l.paper_id
         WHERE p.kind = 'invoice' AND l.amount_minor > 0 AND c.subject_id = s.id AND c.kind = ANY ($3) LIMIT 1) AS "invoiceId"
     FROM (
       SELECT id FROM sale WHERE seller_organisation_id = $1 AND currency = $2 AND id >= $6 AND id < $7
       UNION SELECT id FROM sale WHERE seller_organisation_id = $1 AND currency = $2 AND status = 'refunded') s
     JOIN transfer t ON s.id = fee_sale_of(t.kind, t.subject_id)
     WHERE t.kind = ANY ($3) AND t.created_at >= $4 AND t.created_at < $5
       AND NOT EXISTS (SELECT FROM fee_paper_line l WHERE l.transfer_id = t.id)
     ORDER BY t.id`,
    [organisationId, currency, FEE_KINDS, ...feeWindow(month)],
  );
  const { rows: standing } = await tx.query<{ correctsId: string | null }>(
    'SELECT corrects_id AS "correctsId" FROM fee_paper WHERE organisation_id = $1 AND currency = $2 AND month = $3',
    [organisationId, currency, month],
  );
  const sorted = sortFeeLines(rows, { isInvoiced: standing.some(({ correctsId }) => correctsId === null) });
  const corrected = new Set(standing.map(({ correctsId }) => correctsId));
  // What came back after its month's credit note was issued waits for the next month's.
  return {
    ...sorted,
    creditNotes: new Map([...sorted.creditNotes].filter(([invoiceId]) => !corrected.has(invoiceId))),
  };
}

/**
 * From when to when the fees of a month's papers were booked, and between which ids the sales lie that they may be of: a fee is
 * taken with its sale, give or take a clock, and given back at any time, by when the sale says that it is refunded.
 */
export function feeWindow(month: Month): [from: Date, until: Date, firstSale: string, lastSale: string] {
  const [from, until] = [startOfMonth(addMonths(month, -LATE_MONTHS)), endOfMonth(month)];
  const [first, last] = [after(from, -DAY_MS), after(until, DAY_MS)].map((at) =>
    leastId('sale', at.getTime()),
  );
  return [from, until, present(first, 'two were made'), present(last, 'two were made')];
}

/** A credit note takes back what was invoiced, at the rate at which it was. */
async function insertPaper(
  tx: Tx,
  asked: Asked & { now: Date },
  header: Header,
  correctsId: string | null,
  lines: readonly OpenFee[],
): Promise<string> {
  const { now } = asked;
  const id = newId('paper', now.getTime());
  const totalMinor = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const rate = correctsId === null ? header.vatRateBasisPoints : await rateOf(tx, correctsId);
  await tx.query(
    `INSERT INTO fee_paper (id, organisation_id, currency, month, kind, operator_key, year, corrects_id, line_count, total_minor,
       vat_minor, vat_rate_basis_points, operator, party, issued_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      id,
      asked.organisationId,
      asked.currency,
      asked.month,
      correctsId === null ? 'invoice' : 'credit_note',
      header.operator.taxNumber,
      now.getUTCFullYear(),
      correctsId,
      lines.length,
      totalMinor,
      vatWithin(totalMinor, rate),
      rate,
      JSON.stringify(header.operator),
      JSON.stringify(header.party),
      now,
    ],
  );
  await tx.query(
    `INSERT INTO fee_paper_line (transfer_id, paper_id, amount_minor)
     SELECT transfer_id, $2, amount FROM unnest($1::bigint[], $3::bigint[]) AS l (transfer_id, amount)`,
    [lines.map(({ transferId }) => transferId), id, lines.map(({ amountMinor }) => amountMinor)],
  );
  return id;
}

async function rateOf(tx: Tx, paperId: string): Promise<number | null> {
  const { rows } = await tx.query<{ rate: number | null }>(
    'SELECT vat_rate_basis_points AS rate FROM fee_paper WHERE id = $1',
    [paperId],
  );
  return present(rows[0], 'a credit note corrects an invoice').rate;
}
