import { Refusal } from '#app/kernel/refusal.ts';
import { sealSecret } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { totpContext } from './spend-code.server.ts';
import { newTotpSecret } from './totp.ts';

/**
 * Makes a secret for an authenticator. It is asked for only once `confirmSecondFactor` has seen a first code.
 * @throws Refusal `second_factor_is_on`
 */
export async function beginSecondFactor(db: Db, input: { personId: string }): Promise<void> {
  const { personId } = input;
  const sealed = sealSecret(db.keys.encryption, newTotpSecret(), totpContext(personId));
  const { count } = await db.prisma.person.updateMany({
    where: { id: personId, totpConfirmedAt: null },
    data: { totpSealed: new Uint8Array(sealed), totpLastStep: null },
  });
  if (count === 0) throw new Refusal('second_factor_is_on');
}
