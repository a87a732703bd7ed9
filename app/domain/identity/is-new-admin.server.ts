import { after, HOUR_MS } from '#app/kernel/time.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/** Long enough for the other admins, who had a mail, to see that there is one more. */
export const NEW_ADMIN_HOURS = 48;

/** Whether somebody became staff a moment ago: their word does not count as a second one yet. */
export async function isNewAdmin(tx: PrismaTx, input: { personId: string; now: Date }): Promise<boolean> {
  const { personId, now } = input;
  const count = await tx.person.count({
    where: { id: personId, platformRoleSince: { gt: after(now, -NEW_ADMIN_HOURS * HOUR_MS) } },
  });
  return count > 0;
}
