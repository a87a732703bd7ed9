import { after, DAY_MS, HOUR_MS } from '#app/kernel/time.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import { hashLinkToken, newLinkToken } from './link-token.ts';

export type TokenPurpose = 'confirm_email' | 'reset_password';

const LIFETIME_MS: Readonly<Record<TokenPurpose, number>> = {
  confirm_email: DAY_MS,
  reset_password: HOUR_MS,
};

/** Makes what a link in a mail to this person carries. Earlier ones go on working: mails overtake each other. */
export async function issueEmailToken(
  tx: PrismaTx,
  input: { personId: string; purpose: TokenPurpose; now: Date },
): Promise<string> {
  const { text, hash } = newLinkToken();
  const { personId, purpose, now } = input;
  await tx.emailToken.create({
    data: { hash, personId, purpose, createdAt: now, expiresAt: after(now, LIFETIME_MS[purpose]) },
  });
  return text;
}

/** Whose token this is, while it works; null once it was used or is too old. Looking does not use it. */
export async function readEmailToken(
  tx: PrismaTx,
  input: { token: string; purpose: TokenPurpose; now: Date },
): Promise<string | null> {
  const row = await tx.emailToken.findFirst({ where: working(input) });
  return row?.personId ?? null;
}

/**
 * Uses a token up, and with it all others of its person and purpose. Of several who do so at once, one succeeds.
 * @returns whose it was; null when it does not work (any more)
 */
export async function spendEmailToken(
  tx: PrismaTx,
  input: { token: string; purpose: TokenPurpose; now: Date },
): Promise<string | null> {
  const [spent] = await tx.emailToken.updateManyAndReturn({
    where: working(input),
    data: { usedAt: input.now },
    select: { personId: true },
  });
  if (!spent) return null;
  await tx.emailToken.updateMany({
    where: { personId: spent.personId, purpose: input.purpose, usedAt: null },
    data: { usedAt: input.now },
  });
  return spent.personId;
}

function working({ token, purpose, now }: { token: string; purpose: TokenPurpose; now: Date }) {
  return { hash: hashLinkToken(token), purpose, usedAt: null, expiresAt: { gt: now } };
}
