import { isDeepStrictEqual } from 'node:util';
import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { after } from '#app/kernel/time.ts';
import { Prisma } from '#app/platform/generated/prisma/client.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { enqueue } from '#app/platform/queue.server.ts';
import { asJson } from './as-json.ts';
import { holdsAtOnce, SETTING_WAIT_MS } from './holds-at-once.ts';
import { settingWaitsJob } from './jobs.ts';
import { SETTINGS, type SettingKey, type SettingValue, settingFrom } from './setting.ts';

/**
 * Sets what holds from now on, in every process. Where one admin alone could lead money elsewhere by it, it waits for two days and
 * all admins are told; another change before takes its place, and what holds now, set anew, stops it.
 * @returns whether all of it holds already
 */
export async function changeSetting<Key extends SettingKey>(
  db: Db,
  input: Actor & { key: Key; value: SettingValue<Key>; now: Date },
): Promise<'holds' | 'waits'> {
  const { key, actor, now } = input;
  const value = SETTINGS[key].schema.parse(input.value) as SettingValue<Key>;
  return db.prisma.$transaction(async (tx) => {
    // Two who change it at once come after one another, so that each row of the audit says what it replaced.
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${`setting:${key}`}))::text`;
    const row = await tx.setting.findUnique({ where: { key } });
    const before = settingFrom(key, row?.value);
    const holds = holdsAtOnce(key, { before, after: value, isFirst: row === null });
    const waits = !isDeepStrictEqual(holds, value);
    const waitingFrom = waits ? after(now, SETTING_WAIT_MS) : null;
    const set = {
      value: asJson(holds),
      updatedBy: actor,
      updatedAt: now,
      waitingValue: waits ? asJson(value) : Prisma.DbNull,
      waitingFrom,
    };
    await tx.setting.upsert({ where: { key }, create: { key, ...set }, update: set });
    await recordAudit(tx, {
      ...input,
      organisationId: null,
      action: 'setting.changed',
      subjectId: key,
      details: {
        before: asJson(before),
        after: asJson(holds),
        ...(waits ? { later: asJson(value), from: waitingFrom } : {}),
      },
    });
    if (waits) await enqueue(db.queue, tx, settingWaitsJob, [{ key }]);
    return waits ? 'waits' : 'holds';
  });
}
