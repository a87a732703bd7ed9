import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { beginSecondFactor } from '#app/domain/identity/begin-second-factor.server.ts';
import { readSecondFactor } from '#app/domain/identity/read-second-factor.server.ts';
import { readImport } from '#app/domain/imports/read-imports.server.ts';
import { readChannel } from '#app/domain/leads/read-channels.server.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { recallSaid, rememberSaid } from '#app/domain/leads/remember-said.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { sealSecret, unsealSecret } from '#app/platform/crypto.server.ts';
import { readKeyRing } from '#app/platform/env.server.ts';
import { countSealed } from '#app/platform/reseal.server.ts';
import { keyWords } from '#app/words/en/keys.ts';
import { SEALED } from '#jobs/rotate-keys.ts';
import { makeChannel } from '../factories/channels.ts';
import { sendFile } from '../factories/imports.ts';
import { sendLeads, takeIn } from '../factories/leads.ts';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { openTrade } from '../factories/trade.ts';
import { openWorld, type World } from '../setup/world.ts';

const key = () => randomBytes(32).toString('base64');
const OLD = `k1:${key()}`;
const NEW = `k2:${key()}`;
/** As the second step of a rotation leaves it: the new key seals, the old one still opens. */
const BOTH = `${NEW},${OLD}`;

let world: World;
const newRing = readKeyRing({ ENCRYPTION_KEYS: BOTH });

beforeAll(async () => {
  world = await openWorld({ env: { ENCRYPTION_KEYS: `${OLD},${NEW}` } });
});
afterAll(() => world.close());

type Run = { readonly code: number | null; readonly lines: string[] };

/** Runs the command; `killAfter` ends it hard once it has said so many lines. */
function rotate(keys: string, killAfter = Number.POSITIVE_INFINITY): Promise<Run> {
  const child = spawn(process.execPath, ['jobs/rotate-keys.ts'], {
    env: { ...process.env, DATABASE_URL: world.databaseUrl, ENCRYPTION_KEYS: keys },
  });
  let text = '';
  child.stdout.on('data', (part: Buffer) => {
    text += part;
    if (text.split('\n').length > killAfter) child.kill('SIGKILL');
  });
  let complaint = '';
  child.stderr.on('data', (part: Buffer) => {
    complaint += part;
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, lines: (text + complaint).trim().split('\n') }));
  });
}

const DETAILS = '{"iban":"UA213223130000026007233566001"}';

/** A payout that waits in its batch, its details sealed under the key that is current for this process. */
async function layPayout(db: World['db'], organisationId: string): Promise<string> {
  const [batchId, id, createdAt] = [newId('bbat'), newId('bpay'), new Date()];
  await db.prisma.bankBatch.create({
    data: { id: batchId, currency: 'UAH', status: 'proposed', createdBy: 'test', createdAt },
  });
  const sealed = new Uint8Array(sealSecret(db.keys.encryption, DETAILS, id));
  await db.prisma.bankPayout.create({
    data: {
      id,
      batchId,
      organisationId,
      currency: 'UAH',
      amountMinor: 1n,
      sealed,
      masked: 'UA',
      status: 'pending',
      createdAt,
    },
  });
  return id;
}

async function underOldKey(): Promise<number> {
  const counts = await Promise.all(SEALED.map((sealed) => countSealed(world.db.pool, sealed)));
  return counts.reduce((sum, count) => sum + (count.get('k1') ?? 0), 0);
}

describe('what is sealed under the keys of the environment', () => {
  it('is all named for the rotation: no other table keeps sealed bytes that are not under a key of their own', async () => {
    const { rows } = await world.owner.query<{ name: string }>(
      `SELECT table_schema || '.' || table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE data_type = 'bytea' AND table_schema IN ('public', 'vault') AND (column_name ~ 'sealed' OR column_name ~ 'wrapped')`,
    );
    const underKeysOfTheirOwn = [
      'public.lead_contact.sealed',
      'public.dispute.sealed_detail',
      'public.dispute.sealed_reply',
      'public.dispute.sealed_ruling',
      'public.work_entry.sealed_note',
      'public.take_back.sealed_reason',
      'public.lead_import.sealed_about',
      'public.lead_import_piece.sealed',
      'public.lead_import_chunk.sealed',
    ];
    const named = SEALED.map(
      ({ table, reads }) => `${table.includes('.') ? '' : 'public.'}${table}.${reads.at(-1)}`,
    );
    expect(rows.map(({ name }) => name).sort()).toEqual([...named, ...underKeysOfTheirOwn].sort());
  });
});

describe('a rotation', () => {
  it('is done while leads are posted, sold and read, killed in the middle and run twice at once', async () => {
    const { db } = world;
    const trade = await openTrade(db, { niche: 'property.flat_new' });
    const sellerId = await makeOrganisation(db, 'seller');
    const offer = await makeOffer(db, sellerId, { niche: 'credit.consumer' });
    const leadIds: string[] = [];
    for (let batch = 0; batch < 24; batch += 1)
      leadIds.push(...(await takeIn(db, { organisationId: sellerId, id: offer.id }, Array(50).fill({}))));
    // Not restarted yet: this process still seals under the old key.
    const { endpoint } = await createEndpoint(db, {
      actor: 'test',
      origin: 'test',
      organisationId: sellerId,
      url: 'http://127.0.0.1:9/hook',
      events: ['lead.verdict'],
      allowPrivate: true,
      now: new Date(),
    });
    const person = await db.prisma.person.create({
      data: { id: 'pers_rotation', email: 'rotation@example.com', name: 'R', passwordHash: 'x' },
    });
    await beginSecondFactor(db, { personId: person.id });
    const before = await readSecondFactor(db, { personId: person.id });
    await db.prisma.$transaction((tx) =>
      queueMail(tx, db, {
        recipient: 'rotation@example.com',
        template: 'password_changed',
        params: {},
        now: new Date(),
      }),
    );

    const payoutId = await layPayout(db, sellerId);
    const ofOffer = { organisationId: sellerId, offerId: offer.id };
    const channel = await makeChannel(db, { ...ofOffer, kind: 'telegram' });
    const chat = { channelId: channel.id, chat: '42' };
    const said = { sub: '', text: 'two rooms' };
    await rememberSaid(db, { ...chat, said, now: new Date() });
    const importId = await sendFile(db, { organisationId: sellerId, id: offer.id }, { content: 'phone\n' });

    const killed = await rotate(BOTH, 2);
    expect(killed.code).toBeNull();
    const left = await underOldKey();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThan(1_200);

    const [one, other, ...sales] = await Promise.all([
      rotate(BOTH),
      rotate(BOTH),
      ...Array.from({ length: 10 }, () => trade.sell()),
      sendLeads(db, { organisationId: sellerId, id: offer.id }, Array(50).fill({})),
    ]);
    expect([one.lines.join('\n'), other.lines.join('\n')].join('\n')).toContain('data keys of leads');
    const soldIds = sales.slice(0, 10).map((sale) => (sale as { leadId: string }).leadId);

    // What processes that still seal under the old key wrote meanwhile is found by the next run.
    const last = await rotate(BOTH);
    expect(last.lines).toContain(keyWords.free('k1'));
    expect(last.code).toBe(0);
    expect(await underOldKey()).toBe(0);

    const contacts = await readContacts({ ...db, keys: { ...db.keys, encryption: newRing } }, [
      ...leadIds,
      ...soldIds,
    ]);
    expect(contacts.size).toBe(leadIds.length + soldIds.length);
    // Without the old key, everything opens.
    const alone = { ...db, keys: { ...db.keys, encryption: readKeyRing({ ENCRYPTION_KEYS: NEW }) } };
    expect((await readContacts(alone, leadIds)).size).toBe(leadIds.length);
    const secret = await db.prisma.endpoint.findUniqueOrThrow({ where: { id: endpoint.id } });
    expect(unsealSecret(alone.keys.encryption, Buffer.from(secret.sealedSecret), endpoint.id)).toMatch(
      /^whsec_/,
    );
    const payout = await db.prisma.bankPayout.findUniqueOrThrow({ where: { id: payoutId } });
    expect(unsealSecret(alone.keys.encryption, Buffer.from(payout.sealed), payoutId)).toBe(DETAILS);
    expect(await readChannel(alone, { ...ofOffer, channelId: channel.id })).toEqual(channel);
    expect(await recallSaid(alone, chat)).toEqual(said);
    expect(await readImport(alone, { organisationId: sellerId, importId })).toMatchObject({
      about: { fileName: 'leads.csv' },
    });
    // Nobody else seals the details of a payout anew.
    const exchanged = sealSecret(alone.keys.encryption, 'elsewhere', payoutId);
    await expect(
      db.pool.query('UPDATE bank_payout SET sealed = $2 WHERE id = $1', [payoutId, exchanged]),
    ).rejects.toThrow('the terms of a payout are frozen');
    expect(await readSecondFactor(alone, { personId: person.id })).toEqual(before);
  });

  it('does not call a key free while one row is under it, nor when its key is missing', async () => {
    const { db } = world;
    const sellerId = await makeOrganisation(db, 'seller');
    const offer = await makeOffer(db, sellerId, { niche: 'credit.consumer' });
    const [leadId = ''] = await takeIn(db, { organisationId: sellerId, id: offer.id }, [{}]);
    const lockedOut = await rotate(NEW);
    expect(lockedOut.code).toBe(1);
    expect(lockedOut.lines).toContain(keyWords.remains('k1', 1, false));

    const tx = await db.pool.connect();
    await tx.query('BEGIN');
    await tx.query('SELECT FROM vault.lead_key WHERE lead_id = $1 FOR UPDATE', [leadId]);
    const held = await rotate(BOTH);
    await tx.query('ROLLBACK');
    tx.release();
    expect(held.lines).toContain(keyWords.remains('k1', 1, true));
    expect(held.lines).not.toContain(keyWords.free('k1'));
    expect(held.code).toBe(1);
    expect((await rotate(BOTH)).code).toBe(0);
  });
});
