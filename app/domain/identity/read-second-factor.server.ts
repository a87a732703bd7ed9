import type { Db } from '#app/platform/platform.server.ts';
import { unsealTotp } from './spend-code.server.ts';
import { totpUri } from './totp.ts';

/** How far somebody is with their authenticator. The secret is shown until its first code, then never again. */
export type SecondFactorState =
  | { readonly is: 'off' }
  | { readonly is: 'pending'; readonly secret: string; readonly uri: string }
  | { readonly is: 'on'; readonly since: Date; readonly recoveryCodesLeft: number };

/** The state of a person's second factor. */
export async function readSecondFactor(db: Db, input: { personId: string }): Promise<SecondFactorState> {
  const person = await db.prisma.person.findUniqueOrThrow({ where: { id: input.personId } });
  if (person.totpConfirmedAt)
    return { is: 'on', since: person.totpConfirmedAt, recoveryCodesLeft: person.recoveryHashes.length };
  if (!person.totpSealed) return { is: 'off' };
  const secret = unsealTotp(db, person.id, person.totpSealed);
  return { is: 'pending', secret, uri: totpUri(secret, person.email) };
}
