import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { readSetting, readSettings } from '#app/domain/settings/read-settings.server.ts';
import { openPlatform } from '#app/platform/platform.server.ts';
import { openWorld, type World } from '../setup/world.ts';

const BY = { actor: 'pers_test', origin: 'web:test' };
let world: World;

beforeAll(async () => {
  world = await openWorld();
});

afterAll(async () => {
  await world.close();
});

describe('a setting', () => {
  it('has its default until it is changed', async () => {
    const { values, changed } = await readSettings(world.db);
    expect(values).toMatchObject({ seller_reply_hours: 48, sign_up_open: true, payouts_paused: false });
    expect(values.payout_minimum_minor.USD).toBe(1_000n);
    expect(changed).toEqual({});
  });

  it('holds in every process as soon as it is changed', async () => {
    const other = await openPlatform(world.env, { name: 'other', queueRole: 'sender', maxConnections: 2 });
    expect(await readSetting(other.db, 'payouts_paused')).toBe(false);
    await changeSetting(world.db, { ...BY, key: 'payouts_paused', value: true, now: new Date() });
    expect(await readSetting(other.db, 'payouts_paused')).toBe(true);
    await other.close();
  });

  it('keeps amounts to the minor unit, beyond what a float holds', async () => {
    const { payout_minimum_minor: before } = (await readSettings(world.db)).values;
    const value = { ...before, MNT: 99_999_999_999n };
    await changeSetting(world.db, { ...BY, key: 'payout_minimum_minor', value, now: new Date() });
    expect(await readSetting(world.db, 'payout_minimum_minor')).toEqual(value);
  });

  it('leaves in the log what it was and what it is', async () => {
    const now = new Date();
    await changeSetting(world.db, { ...BY, key: 'seller_reply_hours', value: 24, now });
    await changeSetting(world.db, { ...BY, key: 'seller_reply_hours', value: 72, now });
    const lines = await world.db.prisma.auditEntry.findMany({
      where: { subjectId: 'seller_reply_hours' },
      orderBy: { id: 'asc' },
    });
    expect(lines.map(({ action, actor, details }) => ({ action, actor, details }))).toEqual([
      { action: 'setting.changed', actor: 'pers_test', details: { before: 48, after: 24 } },
      { action: 'setting.changed', actor: 'pers_test', details: { before: 24, after: 72 } },
    ]);
    expect((await readSettings(world.db)).changed.seller_reply_hours).toEqual({ by: 'pers_test', at: now });
  });

  it('that was changed by two at once names in each line what it replaced', async () => {
    const change = (value: number) =>
      changeSetting(world.db, { ...BY, key: 'seller_reply_hours', value, now: new Date() });
    await change(1);
    await Promise.all([2, 3, 4, 5, 6].map(change));
    const lines = await world.db.prisma.auditEntry.findMany({
      where: { subjectId: 'seller_reply_hours' },
      orderBy: { id: 'asc' },
    });
    const pairs = lines.map(({ details }) => details as { before: number; after: number });
    expect(pairs.slice(1).map(({ before }) => before)).toEqual(pairs.slice(0, -1).map(({ after }) => after));
  });

  it('is not set to what it cannot be', async () => {
    await expect(
      changeSetting(world.db, { ...BY, key: 'seller_reply_hours', value: 241, now: new Date() }),
    ).rejects.toThrow();
    expect(await readSetting(world.db, 'seller_reply_hours')).toBeLessThan(241);
  });

  it('that holds what no longer fits has its default', async () => {
    await world.owner.query(`UPDATE setting SET value = '"soon"' WHERE key = 'seller_reply_hours'`);
    expect(await readSetting(world.db, 'seller_reply_hours')).toBe(48);
  });
});
