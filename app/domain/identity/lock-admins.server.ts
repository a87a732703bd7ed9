import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';

/**
 * Makes sure that an admin is left when this person is none any more. Two admins who shut out each other come after one
 * another: the second finds itself shut out.
 * @throws Refusal `person_is_you` about oneself, `admin_no_longer` when who acts is no admin by now
 */
export async function lockAdmins(tx: PrismaTx, input: { actor: string; personId: string }): Promise<void> {
  if (input.personId === input.actor) throw new Refusal('person_is_you');
  const admins = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM person WHERE platform_role = 'admin' AND disabled_at IS NULL ORDER BY id FOR NO KEY UPDATE`;
  if (!admins.some(({ id }) => id === input.actor)) throw new Refusal('admin_no_longer');
}
