import { after } from '#app/kernel/time.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { CLAIM_WINDOW_MS } from './claim-contacts.server.ts';

/**
 * Lets a lead's claims run anew from its sale, in the caller's transaction.
 * @param input.claimCount how many contacts it claimed when it was checked
 * @returns false when another lead took one over since: then the person was brought by somebody else
 */
export async function renewClaims(
  tx: Queryable,
  input: { leadId: string; claimCount: number; now: Date },
): Promise<boolean> {
  const { rowCount } = await tx.query(
    'UPDATE contact_claim SET expires_at = greatest(expires_at, $2) WHERE lead_id = $1',
    [input.leadId, after(input.now, CLAIM_WINDOW_MS)],
  );
  return rowCount === input.claimCount;
}
