import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { HOUR_MS } from '#app/kernel/time.ts';
import { addressBlock } from '#app/platform/address-block.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { countAttempt } from './count-attempt.server.ts';
import { issueEmailToken, type TokenPurpose } from './email-tokens.server.ts';

const PER_EMAIL = { what: 'link by e-mail', limit: 5, windowMs: HOUR_MS };
const PER_ADDRESS = { what: 'link by address', limit: 30, windowMs: HOUR_MS };

/**
 * Sends a link that proves an address or lets its owner choose a new password. An address without an account, or with
 * nothing to prove, gets a mail that says so: whoever asked sees the same, and as much is written for either.
 * @param input.email as `toEmailAddress` gives it
 * @throws Refusal `too_many_attempts`
 */
export async function requestLink(
  db: Db,
  input: { email: string; purpose: TokenPurpose; address: string; now: Date },
): Promise<void> {
  const { email: recipient, purpose, now } = input;
  await countAttempt(db, { ...PER_EMAIL, who: recipient, now });
  await countAttempt(db, { ...PER_ADDRESS, who: addressBlock(input.address), now });
  await db.prisma.$transaction(async (tx) => {
    const person = await tx.person.findUnique({ where: { email: recipient } });
    if (!person || person.disabledAt) {
      await queueMail(tx, db, { recipient, template: 'no_account', params: {}, now });
    } else if (purpose === 'confirm_email' && person.emailConfirmedAt) {
      await queueMail(tx, db, { recipient, template: 'account_exists', params: {}, now });
    } else {
      const token = await issueEmailToken(tx, { personId: person.id, purpose, now });
      await queueMail(tx, db, { recipient, template: purpose, params: { token }, now });
    }
  });
}
