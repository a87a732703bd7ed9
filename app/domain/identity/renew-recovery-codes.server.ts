import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { newRecoveryCodes } from './recovery-codes.server.ts';
import { type SecondFactor, spendCode } from './spend-code.server.ts';

/**
 * Makes new recovery codes for who holds a code; the old ones stop working.
 * @throws Refusal `too_many_attempts`, `code_wrong`, `recovery_code_wrong`
 */
export async function renewRecoveryCodes(
  db: Db,
  input: Actor & SecondFactor & { personId: string; now: Date },
): Promise<string[]> {
  const { personId } = input;
  await spendCode(db, input);
  const { codes, hashes } = newRecoveryCodes(db, personId);
  await db.prisma.$transaction(async (tx) => {
    await tx.person.update({ where: { id: personId }, data: { recoveryHashes: hashes } });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'person.recovery_codes_renewed',
      subjectId: personId,
      details: {},
    });
  });
  return codes;
}
