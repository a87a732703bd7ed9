import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import { isNewAdmin, NEW_ADMIN_HOURS } from './is-new-admin.server.ts';

/**
 * Keeps who became staff a moment ago from what two admins decide together: else one admin could make the other.
 * @throws Refusal `admin_new`
 */
export async function refuseNewAdmin(tx: PrismaTx, input: { personId: string; now: Date }): Promise<void> {
  if (await isNewAdmin(tx, input)) throw new Refusal('admin_new', { hours: NEW_ADMIN_HOURS });
}
