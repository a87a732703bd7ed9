import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeLead } from '#app/api/leads.ts';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { processLeads } from '#app/domain/exchange/process-leads.server.ts';
import { forgetCodes } from '#app/domain/forms/forget-codes.server.ts';
import { issueFormToken } from '#app/domain/forms/form-token.server.ts';
import { verifyNumber } from '#app/domain/forms/verify-number.server.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { makeForm, solve, versionOf } from '../factories/forms.ts';
import { foundBy, sendLeads } from '../factories/leads.ts';
import { freshPhone, makeOffer, makeOrganisation } from '../factories/market.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

/* Forms of offers that promise verified contacts: the code, who gets one, and what is known of the number after that. */

const MINUTE_MS = 60_000;
const dataDir = mkdtempSync(join(tmpdir(), 'birja-codes-'));
let world: World;
let url: string;
let stop: () => Promise<void>;
let offer: Offer;
let formId: string;

beforeAll(async () => {
  world = await openWorld({ env: { DATA_DIR: dataDir, TRUST_PROXY: '1' } });
  ({ url, stop } = await serve(world, { works: false }));
  offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), {
    niche: 'legal.family',
    regions: ['UA'],
    targetAction: 'verified_contact',
  });
  formId = (await makeForm(world.db, offer, { draft: { questions: [] } })).id;
});

afterAll(async () => {
  await stop();
  await world.close();
  rmSync(dataDir, { recursive: true, force: true });
});

let visitors = 0;
/** A form that a visitor has open: what is sent by it, from an address of theirs. */
async function openForm(phone: string, more: { form?: string; address?: string } = {}) {
  const id = more.form ?? formId;
  visitors += 1;
  const address = more.address ?? `203.0.113.${visitors}`;
  const now = new Date(Date.now() - MINUTE_MS);
  const token = issueFormToken(world.db.keys.signing, { formId: id, version: 1, now }).text;
  const proof = await solve(token);
  return async (fields: Record<string, string> = {}) => {
    const all = { token, name: 'Olena', phone, region: 'UA-30', consent: 'yes', ...fields };
    const body = JSON.stringify({
      fields: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
      proof,
    });
    const response = await fetch(`${url}/f/${id}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
      body,
    });
    return (await response.json()) as Record<string, unknown>;
  };
}

const messagesTo = async (phone: string) =>
  ((await world.db.phoneBox?.list(200)) ?? []).filter(({ to }) => to === phone);
const codeFor = async (phone: string) => (await messagesTo(phone))[0]?.code ?? '';
const leadsOf = (id: string) => world.db.prisma.lead.findMany({ where: { consent: { formId: id } } });
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a form of an offer of verified contacts', () => {
  it('takes the lead once the code is given back, with the evidence in its checks', async () => {
    const phone = freshPhone();
    const send = await openForm(phone);
    expect(await send()).toMatchObject({ status: 'code', notice: expect.stringContaining(phone) });
    expect(await leadsOf(formId)).toEqual([]);
    const code = await codeFor(phone);
    expect(code).toMatch(/^\d{6}$/);
    expect(await send({ code: wrong(code) })).toMatchObject({
      notice: expect.stringMatching(/not the code/),
    });
    expect(await send({ code: `${code.slice(0, 3)} ${code.slice(3)}` })).toMatchObject({ status: 'taken' });
    expect(await send({ code }), 'sent again it is the same lead').toMatchObject({ status: 'taken' });

    const [row, ...others] = await leadsOf(formId);
    expect(others).toEqual([]);
    const leadId = row?.id ?? '';
    expect((await readContacts(world.db, [leadId])).get(leadId)?.verified).toMatchObject({ method: 'sms' });
    await processLeads(world.db, { leadIds: [leadId], now: new Date(), checkWaitMs: 0 });
    const [lead] = await readLeadsById(world.db.pool, [leadId]);
    expect(foundBy(lead as never, 'phone')).toMatchObject({
      verdict: 'pass',
      code: 'phone_verified',
      params: { method: 'sms', country: 'UA' },
    });
    expect(await messagesTo(phone)).toHaveLength(1);
  });

  it('tells it in the words of the exchange, whatever the seller wrote', async () => {
    const own = await makeForm(world.db, offer, {
      draft: { questions: [], texts: { code_message: 'Your account is blocked: https://bank.example' } },
    });
    const phone = freshPhone();
    await (await openForm(phone, { form: own.id }))();
    const [message] = await messagesTo(phone);
    expect(message?.text).toBe(`Your code: ${message?.code}`);
  });

  it('calls from a number that ends in the code, where the form is set to that', async () => {
    const own = await makeForm(world.db, offer, { draft: { questions: [], codeMethod: 'flash_call' } });
    const phone = freshPhone();
    const send = await openForm(phone, { form: own.id });
    expect(await send()).toMatchObject({ status: 'code', notice: expect.stringContaining(phone) });
    const [call] = await messagesTo(phone);
    expect(call?.method).toBe('flash_call');
    const code = call?.code ?? '';
    expect(code, 'as much of a number as a provider chooses').toMatch(/^\d{4}$/);
    const other = String((Number(code) + 1) % 10_000).padStart(4, '0');
    for (let time = 0; time < 2; time += 1)
      expect(await send({ code: other })).toMatchObject({ notice: expect.stringMatching(/not the code/) });
    expect(await send({ code })).toMatchObject({ status: 'taken' });
    const [row] = await leadsOf(own.id);
    expect((await readContacts(world.db, [row?.id ?? ''])).get(row?.id ?? '')?.verified).toMatchObject({
      method: 'flash_call',
    });

    // Three tries are all that a short code has.
    const guessed = freshPhone();
    const guess = await openForm(guessed, { form: own.id });
    await guess();
    const right = await codeFor(guessed);
    const bad = String((Number(right) + 1) % 10_000).padStart(4, '0');
    for (let time = 0; time < 3; time += 1) await guess({ code: bad });
    expect(await guess({ code: right })).toMatchObject({ status: 'code' });
    expect(await messagesTo(guessed), 'another call is on its way').toHaveLength(2);
  });

  it('keeps neither number nor code', async () => {
    const phone = freshPhone();
    await (await openForm(phone))();
    const code = await codeFor(phone);
    const { rows } = await world.owner.query('SELECT row_to_json(c)::text AS line FROM phone_code c');
    expect(rows.length).toBeGreaterThan(0);
    for (const { line } of rows) {
      expect(line).not.toContain(phone.slice(1));
      expect(line).not.toContain(`"${code}"`);
      // Bytes are read as PostgreSQL writes them.
      expect(line).not.toContain(Buffer.from(phone.slice(1)).toString('hex'));
      expect(line).not.toContain(Buffer.from(code).toString('hex'));
    }
    await forgetCodes(world.db.pool, { now: after(new Date(), DAY_MS + MINUTE_MS) });
    expect((await world.owner.query('SELECT FROM phone_code')).rowCount).toBe(0);
  });

  it('of which a sender by the API can claim nothing', async () => {
    const claimed = { phone: freshPhone(), verified: { method: 'sms', at: new Date().toISOString() } };
    const parsed = takeLead.body?.safeParse({
      offer_id: offer.id,
      contact: claimed,
      region: 'UA-30',
      channel: 'form',
      message: 'x',
      consent: { text: 'x', given_at: new Date().toISOString() },
    });
    expect(parsed?.success).toBe(false);
    const [lead] = await sendLeads(world.db, offer, [{ contact: { phone: claimed.phone } }]);
    expect(foundBy(lead as never, 'phone')).toMatchObject({ verdict: 'warn', code: 'phone_not_verified' });
    expect(lead?.status, 'it warns, and refuses nobody').not.toBe('rejected');
  });
});

describe('a code', () => {
  const ask = async (phone: string, more: Partial<Parameters<typeof verifyNumber>[1]> = {}) => {
    const { spec } = await versionOf(world.db, formId, 1);
    return verifyNumber(world.db, {
      form: { id: formId, spec: spec as never },
      ...{ nonce: `nonce ${phone}`, phoneE164: phone, code: '', isAgain: false, isProven: true },
      ...{ address: `198.51.100.${visitors++ % 250}`, now: new Date() },
      ...more,
    });
  };

  it('works for five tries, however many come at once', async () => {
    const phone = freshPhone();
    await ask(phone);
    const code = await codeFor(phone);
    const tries = await Promise.all(Array.from({ length: 9 }, () => ask(phone, { code: wrong(code) })));
    expect(tries.every(({ kind }) => kind === 'asked')).toBe(true);
    const { rows } = await world.owner.query(
      'SELECT max(tries) AS most FROM phone_code WHERE verified_at IS NULL',
    );
    expect(rows[0].most).toBe(5);
    const late = await ask(phone, { code });
    expect(late.kind, 'the right one comes too late').toBe('asked');
    expect(await codeFor(phone), 'a new one is on its way').not.toBe(code);
  });

  it('works for ten minutes, for its own number and form', async () => {
    const phone = freshPhone();
    await ask(phone);
    const code = await codeFor(phone);
    const other = freshPhone();
    await ask(other);
    expect(await ask(other, { code }), 'another number').toMatchObject({ kind: 'asked', isWrong: true });
    expect(await ask(phone, { code, nonce: 'another form' }), 'another form').toMatchObject({
      kind: 'asked',
    });
    const now = new Date(Date.now() + 11 * MINUTE_MS);
    expect(await ask(phone, { code, now })).toMatchObject({ kind: 'asked', said: { text: 'code_over' } });
  });

  it('is told once where it is asked for many times at once, and again after a minute', async () => {
    const phone = freshPhone();
    const asked = await Promise.all(Array.from({ length: 6 }, () => ask(phone)));
    expect(asked.every(({ kind }) => kind === 'asked')).toBe(true);
    expect(await messagesTo(phone)).toHaveLength(1);
    expect(await ask(phone, { isAgain: true })).toMatchObject({ said: { text: 'code_soon' } });
    await ask(phone, { isAgain: true, now: new Date(Date.now() + 61_000) });
    expect(await messagesTo(phone)).toHaveLength(2);
  });

  it('has bounds by number and by network', async () => {
    const phone = freshPhone();
    const kinds: string[] = [];
    for (let i = 0; i < 6; i += 1) kinds.push((await ask(phone, { nonce: `form ${phone} ${i}` })).kind);
    expect(kinds).toEqual(['asked', 'asked', 'asked', 'asked', 'refused', 'refused']);
    expect(await messagesTo(phone)).toHaveLength(4);
    const network: string[] = [];
    for (let i = 0; i < 13; i += 1) network.push((await ask(freshPhone(), { address: '192.0.2.77' })).kind);
    expect(network.slice(-2)).toEqual(['asked', 'refused']);
  });

  it('goes to numbers of the offer’s countries only', async () => {
    const send = await openForm('+447911123456');
    expect(await send()).toMatchObject({
      status: 'wrong',
      errors: { phone: expect.stringMatching(/country/) },
    });
    expect(await messagesTo('+447911123456')).toEqual([]);
  });
});

describe('where no way to tell codes is set up', () => {
  it('a form of such an offer is not published, and one that was takes nothing', async () => {
    const { phone: way } = world.db;
    Object.assign(world.db, { phone: null });
    const before = await leadsOf(formId);
    await expect(makeForm(world.db, offer, { draft: { questions: [] } })).rejects.toMatchObject({
      code: 'form_codes_unavailable',
    });
    const send = await openForm(freshPhone());
    expect(await send()).toMatchObject({
      status: 'refused',
      notice: expect.stringMatching(/cannot be checked/),
    });
    expect(await leadsOf(formId)).toHaveLength(before.length);
    Object.assign(world.db, { phone: way });
  });
});
