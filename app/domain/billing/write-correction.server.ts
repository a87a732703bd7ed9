import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { accountOf, platformAccount } from './accounts.ts';
import {
  type CorrectedAccount,
  type CorrectionKind,
  type CorrectionSource,
  type CorrectionStatus,
  isCorrection,
} from './correction.ts';
import { needsSecond as asksSecond } from './needs-second.server.ts';
import { openAccounts } from './open-accounts.server.ts';
import { postCorrection } from './post-correction.server.ts';

/**
 * Writes an entry by hand into an organisation's books. Up to the limit of its currency, a day's entries for the organisation
 * together, and those of its writer, it is booked at once; above it, it waits for a second person. The id is the caller's (`corr`): sent twice, it is written once.
 * @param input.actor a person: nobody writes into the books of an organisation of theirs
 * @param input.reason in words that the organisation reads on its statement
 * @throws Refusal `own_organisation`, `correction_unfit`, `insufficient_funds`, `correction_changed` when the id stands with
 * other terms
 */
export async function writeCorrection(
  db: Db,
  input: Actor & {
    id: string;
    kind: CorrectionKind;
    organisationId: string;
    account: CorrectedAccount;
    direction: 'give' | 'take';
    source: CorrectionSource;
    currency: Currency;
    amountMinor: bigint;
    reason: string;
    now: Date;
  },
): Promise<CorrectionStatus> {
  const { id, kind, organisationId, currency, amountMinor, reason, now } = input;
  if (!isCorrection(input)) throw new Refusal('correction_unfit');
  const theirs = accountOf(organisationId, input.account, currency);
  const ours = platformAccount(input.source, currency);
  const [debitAccountId, creditAccountId] = input.direction === 'give' ? [ours, theirs] : [theirs, ours];
  const { values } = await readSettings(db);
  return db.prisma.$transaction(async (tx) => {
    if (await isMemberOfAny(tx, { personId: input.actor, organisationIds: [organisationId] }))
      throw new Refusal('own_organisation');
    // Entries of one organisation, and those of one writer, come after one another: each counts what the others booked.
    for (const whose of [`correction:${organisationId}`, `correction-by:${input.actor}`])
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${whose}))::text`;
    const needsSecond = await asksSecond(
      { prisma: tx },
      {
        ...input,
        limitMinor: values.second_approval_above_minor[currency],
      },
    );
    await openAccounts(queryableOf(tx), { organisationId, currency, now });
    const terms = {
      id,
      kind,
      organisationId,
      currency,
      amountMinor,
      debitAccountId,
      creditAccountId,
      reason,
    };
    const { count } = await tx.correction.createMany({
      data: {
        ...terms,
        needsSecond,
        status: needsSecond ? 'waiting' : 'posted',
        createdBy: input.actor,
        createdAt: now,
        decidedAt: needsSecond ? null : now,
      },
      skipDuplicates: true,
    });
    if (count === 0) {
      const stands = await tx.correction.findFirst({ where: { ...terms, createdBy: input.actor } });
      if (!stands) throw new Refusal('correction_changed');
      return stands.status as CorrectionStatus;
    }
    if (!needsSecond) await postCorrection(queryableOf(tx), { ...input, ...terms });
    await recordAudit(tx, {
      ...input,
      action: needsSecond ? 'correction.asked' : 'correction.posted',
      subjectId: id,
      details: { kind, currency, amountMinor, from: debitAccountId, to: creditAccountId, reason },
    });
    return needsSecond ? 'waiting' : 'posted';
  });
}
