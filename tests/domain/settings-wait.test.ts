import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeCorrection } from '#app/domain/billing/write-correction.server.ts';
import { tellOfSetting } from '#app/domain/identity/tell-of-setting.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { putInForce } from '#app/domain/settings/put-in-force.server.ts';
import { readSetting, readSettings } from '#app/domain/settings/read-settings.server.ts';
import { SETTINGS } from '#app/domain/settings/setting.ts';
import { newId } from '#app/kernel/ids.ts';
import { after, HOUR_MS } from '#app/kernel/time.ts';
import { OWN_IBAN } from '../factories/bank.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { openWorld, type World } from '../setup/world.ts';

const NOW = new Date();
const OTHER_IBAN = 'UA903052992990004149123456789';
let world: World;
let admin: { id: string; email: string };

beforeAll(async () => {
  world = await openWorld();
  admin = await makePerson(world.db, { platformRole: 'admin', secondFactor: true });
});
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  await world.db.prisma.setting.deleteMany();
});

const limits = (UAH: bigint, EUR = SETTINGS.second_approval_above_minor.default.EUR) => ({
  ...SETTINGS.second_approval_above_minor.default,
  UAH,
  EUR,
});
const setLimits = (UAH: bigint, now = NOW, EUR?: bigint) =>
  changeSetting(world.db, {
    actor: admin.id,
    origin: 'test',
    key: 'second_approval_above_minor',
    value: limits(UAH, EUR),
    now,
  });
const limit = async () => (await readSetting(world.db, 'second_approval_above_minor')).UAH;
const later = (hours: number) => after(NOW, hours * HOUR_MS);

describe('a higher limit for entries by hand', () => {
  it('lets the admin who set it book nothing alone before two days have passed', async () => {
    const organisationId = await makeOrganisation(world.db, 'buyer');
    const book = () =>
      writeCorrection(world.db, {
        id: newId('corr'),
        kind: 'goodwill',
        organisationId,
        account: 'spendable',
        direction: 'give',
        source: 'goodwill',
        currency: 'UAH',
        amountMinor: 50_000_000n,
        reason: 'For nothing at all',
        actor: admin.id,
        origin: 'test',
        now: NOW,
      });
    expect(await setLimits(90_000_000n)).toBe('waits');
    await putInForce(world.db, { now: later(47.9) });
    expect(await book()).toBe('waiting');
    await putInForce(world.db, { now: later(48) });
    expect(await limit()).toBe(90_000_000n);
    expect(await book()).toBe('posted');
  });

  it('waits beside a lower one of another currency, which holds at once', async () => {
    expect(await setLimits(300_000n, NOW, 1_000n)).toBe('waits');
    const { values, waiting } = await readSettings(world.db);
    expect(values.second_approval_above_minor).toMatchObject({ UAH: 200_000n, EUR: 1_000n });
    expect(waiting.second_approval_above_minor).toEqual({ value: limits(300_000n, 1_000n), from: later(48) });
  });

  it('is stopped by setting what holds, and begins its wait anew when it is asked for again', async () => {
    await setLimits(300_000n);
    await setLimits(400_000n, later(40));
    await putInForce(world.db, { now: later(49) });
    expect(await limit()).toBe(200_000n);
    expect(await setLimits(200_000n, later(50))).toBe('holds');
    await putInForce(world.db, { now: later(200) });
    expect(await limit()).toBe(200_000n);
  });

  it('comes into force once, and the log says who asked for it', async () => {
    await setLimits(300_000n);
    await Promise.all([1, 2, 3].map(() => putInForce(world.db, { now: later(48) })));
    const lines = await world.db.prisma.auditEntry.findMany({
      where: { subjectId: 'second_approval_above_minor', origin: 'job:settings-due', at: later(48) },
    });
    expect(lines.filter(({ details }) => JSON.stringify(details).includes('300000'))).toHaveLength(1);
    expect(lines[0]).toMatchObject({ actor: admin.id, action: 'setting.changed' });
  });

  it('is told of to all admins, and no more once it was stopped', async () => {
    const mails = () =>
      world.db.prisma.mail.count({ where: { template: 'setting_waits', recipient: admin.email } });
    const key = 'second_approval_above_minor';
    await setLimits(300_000n);
    await tellOfSetting(world.db, { key, now: NOW });
    expect(await mails()).toBe(1);
    await setLimits(200_000n);
    await tellOfSetting(world.db, { key, now: NOW });
    expect(await mails()).toBe(1);
  });
});

describe('the exchange’s own bank account', () => {
  const setAccounts = (accounts: Record<string, string>, holder = 'Біржа ТОВ') =>
    changeSetting(world.db, {
      actor: admin.id,
      origin: 'test',
      key: 'bank_account',
      value: {
        holder,
        bank: 'Test Bank',
        bankCode: 'PBANUA2X',
        accounts: { ...SETTINGS.bank_account.default.accounts, ...accounts },
      },
      now: NOW,
    });
  const account = async () => (await readSetting(world.db, 'bank_account')).accounts;

  it('is set for the first time at once, and is led elsewhere only after two days', async () => {
    expect(await setAccounts({ UAH: OWN_IBAN })).toBe('holds');
    expect(await setAccounts({ UAH: OTHER_IBAN })).toBe('waits');
    expect(await account()).toMatchObject({ UAH: OWN_IBAN });
    await putInForce(world.db, { now: later(48) });
    expect(await account()).toMatchObject({ UAH: OTHER_IBAN });
  });

  it('is taken away at once, which is no way round the wait', async () => {
    await setAccounts({ UAH: OWN_IBAN });
    expect(await setAccounts({})).toBe('holds');
    expect(await account()).toMatchObject({ UAH: '' });
    expect(await setAccounts({ UAH: OTHER_IBAN })).toBe('waits');
    expect(await account()).toMatchObject({ UAH: '' });
  });

  it('is offered no more as soon as it has no holder, and has another one only after two days', async () => {
    const holder = async () => (await readSetting(world.db, 'bank_account')).holder;
    await setAccounts({ UAH: OWN_IBAN });
    expect(await setAccounts({ UAH: OWN_IBAN }, '')).toBe('holds');
    expect(await holder()).toBe('');
    expect(await setAccounts({ UAH: OWN_IBAN }, 'Somebody Else')).toBe('waits');
    expect(await holder()).toBe('');
  });
});
