import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { SETTINGS, type SettingKey, type SettingValue, settingFrom } from './setting.ts';

/** Sets what holds from now on, in every process. */
export async function changeSetting<Key extends SettingKey>(
  db: Db,
  input: Actor & { key: Key; value: SettingValue<Key>; now: Date },
): Promise<void> {
  const { key, actor, now } = input;
  const value = asJson(SETTINGS[key].schema.parse(input.value));
  await db.prisma.$transaction(async (tx) => {
    // Two who change it at once come after one another, so that each row of the audit says what it replaced.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`setting:${key}`}))::text`;
    const row = await tx.setting.findUnique({ where: { key } });
    const before = asJson(settingFrom(key, row?.value));
    const set = { value, updatedBy: actor, updatedAt: now };
    await tx.setting.upsert({ where: { key }, create: { key, ...set }, update: set });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'setting.changed',
      subjectId: key,
      details: { before, after: value },
    });
  });
}

/** JSON has no bigint: an amount is stored as a string, as in the API. */
function asJson(value: unknown): boolean | number | object {
  return JSON.parse(JSON.stringify(value, (_key, one) => (typeof one === 'bigint' ? one.toString() : one)));
}
