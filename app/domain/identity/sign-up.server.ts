import { recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { HOUR_MS } from '#app/kernel/time.ts';
import { addressBlock } from '#app/platform/address-block.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { addOrganisation } from './add-organisation.server.ts';
import { checkPassword } from './check-password.server.ts';
import { countAttempt } from './count-attempt.server.ts';
import { issueEmailToken } from './email-tokens.server.ts';
import { isTaken } from './is-taken.ts';
import type { OrganisationTerms } from './organisation-terms.ts';
import { hashPassword } from './password.server.ts';

const PER_EMAIL = { what: 'sign-up by e-mail', limit: 5, windowMs: HOUR_MS };
const PER_ADDRESS = { what: 'sign-up by address', limit: 30, windowMs: HOUR_MS };

export type SignUp = {
  readonly name: string;
  /** As `toEmailAddress` gives it. */
  readonly email: string;
  readonly password: string;
  readonly organisation: OrganisationTerms;
};

/**
 * Signs a person up with an organisation of theirs, and sends a link that proves the address. Somebody who signs up with
 * an address that has an account learns of it by mail alone; what takes time, the hash, is made for them too.
 * @throws Refusal `sign_up_closed`, `too_many_attempts`, `password_length`, `password_breached`, `password_is_you`
 */
export async function signUp(
  db: Db,
  input: SignUp & { address: string; origin: string; now: Date },
): Promise<void> {
  const { email, now } = input;
  if (!(await readSetting(db, 'sign_up_open'))) throw new Refusal('sign_up_closed');
  await countAttempt(db, { ...PER_EMAIL, who: email, now });
  await countAttempt(db, { ...PER_ADDRESS, who: addressBlock(input.address), now });
  await checkPassword(input.password, input);
  const passwordHash = await hashPassword(input.password);
  const known = await db.prisma.person.findUnique({ where: { email }, select: { id: true } });
  const isNew = known ? false : await addPerson(db, { ...input, passwordHash });
  if (isNew) return;
  await db.prisma.$transaction((tx) =>
    queueMail(tx, db, { recipient: email, template: 'account_exists', params: {}, now }),
  );
}

/** Adds everything at once; false when the same address signed up in this very moment. */
async function addPerson(
  db: Db,
  input: SignUp & { passwordHash: string; origin: string; now: Date },
): Promise<boolean> {
  const { email, now, origin } = input;
  const id = newId('pers', now.getTime());
  const work = db.prisma.$transaction(async (tx) => {
    await tx.person.create({
      data: { id, email, name: input.name, passwordHash: input.passwordHash, createdAt: now },
    });
    await recordAudit(tx, {
      actor: id,
      origin,
      organisationId: null,
      action: 'person.signed_up',
      subjectId: id,
      details: {},
      now,
    });
    await addOrganisation(tx, { actor: id, origin, ownerId: id, terms: input.organisation, now });
    const token = await issueEmailToken(tx, { personId: id, purpose: 'confirm_email', now });
    await queueMail(tx, db, { recipient: email, template: 'confirm_email', params: { token }, now });
  });
  return work.then(
    () => true,
    (error: unknown) => {
      if (isTaken(error)) return false;
      throw error;
    },
  );
}
