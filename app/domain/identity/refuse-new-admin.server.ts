import { Refusal } from '#app/kernel/refusal.ts';
import { after, HOUR_MS } from '#app/kernel/time.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/** Long enough for the other admins, who had a mail, to see that there is one more. */
const NEW_ADMIN_HOURS = 48;

/**
 * Keeps who became staff a moment ago from what two admins decide together: else one admin could make the other.
 * @throws Refusal `admin_new`
 */
export async function refuseNewAdmin(tx: PrismaTx, input: { personId: string; now: Date }): Promise<void> {
  const { personId, now } = input;
  const count = await tx.person.count({
    where: { id: personId, platformRoleSince: { gt: after(now, -NEW_ADMIN_HOURS * HOUR_MS) } },
  });
  if (count > 0) throw new Refusal('admin_new', { hours: NEW_ADMIN_HOURS });
}
