import { recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Prisma } from '#app/platform/generated/prisma/client.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { asJson } from './as-json.ts';
import { SETTING_KEYS, settingFrom } from './setting.ts';

/** Lets changes hold whose wait is over. Run twice, it finds nothing the second time. */
export async function putInForce(db: Db, input: { now: Date }): Promise<void> {
  const { now } = input;
  for (const key of SETTING_KEYS)
    await db.prisma.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`setting:${key}`}))::text`;
      const due = await tx.setting.findFirst({ where: { key, waitingFrom: { lte: now } } });
      if (!due) return;
      const value = asJson(settingFrom(key, due.waitingValue));
      await tx.setting.update({
        where: { key },
        data: { value, updatedAt: now, waitingValue: Prisma.DbNull, waitingFrom: null },
      });
      await recordAudit(tx, {
        actor: due.updatedBy,
        origin: 'job:settings-due',
        organisationId: null,
        action: 'setting.changed',
        subjectId: key,
        details: { before: due.value, after: value },
        now,
      });
    });
}
