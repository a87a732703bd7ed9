import { readAudit } from '#app/domain/audit/read-audit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** A change of an offer's ask: by the market at night, or by hand. Minor units. */
export type AskChange = {
  readonly key: string;
  readonly at: Date;
  readonly toMinor: bigint;
  /** The fair price that was followed; null where it was changed by hand. */
  readonly fairMinor: bigint | null;
  readonly modelVersion: string | null;
};

const LINES_LIMIT = 400;
const ACTIONS = ['offer.created', 'offer.changed', 'offer.ask_followed'];

/** How an offer's ask came about, newest first, at most `limit`; of an offer with very many changes the latest. */
export async function readAskHistory(
  db: Db,
  input: { offerId: string; limit: number },
): Promise<AskChange[]> {
  const lines = await readAudit(db, { about: input.offerId, limit: LINES_LIMIT, before: null });
  const changes = lines.flatMap(({ id, at, action, details }): AskChange[] => {
    if (!ACTIONS.includes(action)) return [];
    const toMinor = amountOf(details.toMinor ?? details.askMinor);
    if (toMinor === null) return [];
    const modelVersion = typeof details.modelVersion === 'string' ? details.modelVersion : null;
    return [{ key: String(id), at, toMinor, fairMinor: amountOf(details.fairMinor), modelVersion }];
  });
  // A form sends the whole offer: an ask that stayed as it was is no change.
  return changes.filter((one, at) => one.toMinor !== changes[at + 1]?.toMinor).slice(0, input.limit);
}

function amountOf(value: unknown): bigint | null {
  return typeof value === 'string' && /^\d{1,18}$/.test(value) ? BigInt(value) : null;
}
