import type { Queryable } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type FeeLine, type FeePaper, paperPartySchema } from './paper.ts';

type Row = Omit<FeePaper, 'corrects'> & {
  correctsYear: number | null;
  correctsNumber: number | null;
  correctsIssuedAt: Date | null;
};

const SELECT = `
  SELECT p.id, p.organisation_id AS "organisationId", p.currency, p.month, p.kind, p.year, p.number, p.line_count AS "lineCount",
    p.total_minor AS "totalMinor", p.vat_minor AS "vatMinor", p.vat_rate_basis_points AS "vatRateBasisPoints",
    p.operator, p.party, p.issued_at AS "issuedAt",
    c.year AS "correctsYear", c.number AS "correctsNumber", c.issued_at AS "correctsIssuedAt"
  FROM fee_paper p LEFT JOIN fee_paper c ON c.id = p.corrects_id`;

function toPaper(row: Row): FeePaper {
  const { correctsYear: year, correctsNumber: number, correctsIssuedAt: issuedAt, ...paper } = row;
  return {
    ...paper,
    operator: paperPartySchema.parse(paper.operator),
    party: paperPartySchema.parse(paper.party),
    corrects: year !== null && number !== null && issuedAt ? { year, number, issuedAt } : null,
  };
}

/**
 * Papers, newest first, at most `limit` from before the id `before`.
 * @param input.organisationId whose; null for everybody's, which the operator's own accountant reads
 */
export async function readFeePapers(
  db: Db,
  input: { organisationId: string | null; limit: number; before: string | null },
): Promise<FeePaper[]> {
  const { rows } = await db.pool.query<Row>(
    `${SELECT} WHERE ($1::text IS NULL OR p.organisation_id = $1) AND ($2::text IS NULL OR p.id < $2) ORDER BY p.id DESC LIMIT $3`,
    [input.organisationId, input.before, input.limit],
  );
  return rows.map(toPaper);
}

/** One paper; null for another organisation's. @param input.organisationId whose; null for whoever's it is */
export async function readFeePaper(
  db: Db,
  input: { organisationId: string | null; paperId: string },
): Promise<FeePaper | null> {
  const { rows } = await db.pool.query<Row>(
    `${SELECT} WHERE p.id = $2 AND ($1::text IS NULL OR p.organisation_id = $1)`,
    [input.organisationId, input.paperId],
  );
  return rows[0] ? toPaper(rows[0]) : null;
}

/** Lines of a paper, oldest first, at most `limit` after the transfer `after`. */
export async function readFeeLines(
  db: { readonly pool: Queryable },
  input: { paperId: string; after: bigint; limit: number },
): Promise<FeeLine[]> {
  const { rows } = await db.pool.query<FeeLine>(
    `SELECT l.transfer_id AS "transferId", fee_sale_of(t.kind, t.subject_id) AS "saleId", t.created_at AS at, l.amount_minor AS "amountMinor"
     FROM fee_paper_line l JOIN transfer t ON t.id = l.transfer_id
     WHERE l.paper_id = $1 AND l.transfer_id > $2 ORDER BY l.transfer_id LIMIT $3`,
    [input.paperId, input.after, input.limit],
  );
  return rows;
}

/** What a paper is about in numbers: sales whose fee it charges, and those whose fee it gives back. */
export async function countPaperSales(
  db: Db,
  paperId: string,
): Promise<{ charged: number; chargedMinor: bigint; returned: number; returnedMinor: bigint }> {
  const { rows } = await db.pool.query<{
    charged: number;
    chargedMinor: bigint;
    returned: number;
    returnedMinor: bigint;
  }>(
    `SELECT count(*) FILTER (WHERE amount_minor > 0)::int AS charged,
       coalesce(sum(amount_minor) FILTER (WHERE amount_minor > 0), 0)::bigint AS "chargedMinor",
       count(*) FILTER (WHERE amount_minor < 0)::int AS returned,
       coalesce(sum(amount_minor) FILTER (WHERE amount_minor < 0), 0)::bigint AS "returnedMinor"
     FROM fee_paper_line WHERE paper_id = $1`,
    [paperId],
  );
  return rows[0] ?? { charged: 0, chargedMinor: 0n, returned: 0, returnedMinor: 0n };
}
