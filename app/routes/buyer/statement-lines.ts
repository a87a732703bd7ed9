import { readCorrectionReasons } from '#app/domain/billing/read-corrections.server.ts';
import type { Line } from '#app/domain/billing/read-statement.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readBoughtSales } from '#app/domain/exchange/read-bought-sales.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';

const words = walletWords.statement;

export type StatementLine = {
  readonly key: string;
  readonly what: string;
  /** What the lead was for; null for what is not about a lead. */
  readonly lead: string | null;
  readonly to: string | null;
  readonly at: Date;
  readonly amount: string;
  readonly balance: string;
  readonly isIncome: boolean;
};

/** Movements of a wallet as they are read: with the lead that each was for, and a way to it. */
export async function toStatementLines(
  db: Db,
  input: { organisationId: string; currency: Currency; lines: readonly Line[] },
): Promise<StatementLine[]> {
  const { organisationId, currency, lines } = input;
  const reference = await readReference(db.pool);
  const saleIds = lines.filter(isOfASale).map(({ subjectId }) => subjectId);
  const sales = await readBoughtSales(db, { organisationId, saleIds: [...new Set(saleIds)] });
  const leads = await readLeadsById(
    db.pool,
    sales.map(({ leadId }) => leadId),
  );
  const reasonOf = await readCorrectionReasons(db, {
    organisationId,
    ids: lines
      .filter(({ kind }) => kind === 'goodwill' || kind === 'correction')
      .map((line) => line.subjectId),
  });
  const leadOf = new Map(leads.map((lead) => [lead.id, lead]));
  const nameOf = new Map(
    sales.map(({ id, leadId }) => {
      const lead = leadOf.get(leadId);
      return [
        id,
        lead && words.lead(nicheNameOf(reference, lead.niche), regionNameOf(reference, lead.placeCode)),
      ];
    }),
  );
  return lines.map((line) => ({
    key: line.id.toString(),
    what: reasonOf.has(line.subjectId)
      ? words.withReason(words.lines[line.kind], reasonOf.get(line.subjectId) ?? '')
      : words.lines[line.kind],
    lead: nameOf.get(line.subjectId) ?? null,
    to: isOfASale(line) ? `/buy/inbox/${line.subjectId}` : null,
    at: line.at,
    amount: signed(line.amountMinor, currency),
    balance: formatMoney({ amountMinor: line.balanceMinor, currency }),
    isIncome: line.amountMinor > 0n,
  }));
}

function isOfASale({ kind }: Line): boolean {
  return kind === 'sale' || kind === 'refund';
}

function signed(amountMinor: bigint, currency: Currency): string {
  return `${amountMinor > 0n ? '+' : ''}${formatMoney({ amountMinor, currency })}`;
}
