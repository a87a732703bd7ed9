import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import type { Question } from '#app/domain/catalog/question.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { countSellersLeads } from '#app/domain/leads/count-sellers-leads.server.ts';
import { keepRequests } from '#app/domain/leads/keep-requests.server.ts';
import { readRequests } from '#app/domain/leads/read-requests.server.ts';
import { leadRequest } from '#app/routes/seller/first-request.ts';
import { leadExample } from '#app/routes/seller/lead-example.ts';
import * as page from '#app/routes/seller/offer-api.tsx';
import { SAMPLE_LANGUAGES, type SampleLanguage, writeSamples } from '#app/routes/seller/write-samples.ts';
import { leadBody, makeKey, makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { apiClient } from '../setup/client.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

const run = promisify(execFile);
/** Words that break a program which does not write them with care. */
const NASTY_WORDS = `I agree – it's "fine", \\ $HOME \${x} <?php 'ok' %s\nand so on. 👍 `.trim();

let world: World;
let stop: () => Promise<void>;
let url: string;
let sellerId: string;
let key: string;
let token: string;
let offer: Offer;
let questions: readonly Question[];
const folder = mkdtempSync(join(tmpdir(), 'birja-samples-'));

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  ({ url, stop } = await serve(world));
  sellerId = await makeOrganisation(world.db, 'seller');
  key = await makeKey(world.db, sellerId);
  ({ token } = await makePerson(world.db, { organisationId: sellerId }));
  offer = await makeOffer(world.db, sellerId, { consentText: NASTY_WORDS, regions: ['UA'] });
  questions = (await readReference(world.db.pool)).niches.get(offer.niche)?.questions ?? [];
});
afterAll(async () => {
  await stop();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

const PROGRAMS: Readonly<Record<SampleLanguage, { command: string; file: string }>> = {
  curl: { command: 'sh', file: 'sample.sh' },
  javascript: { command: process.execPath, file: 'sample.mjs' },
  php: { command: 'php', file: 'sample.php' },
  python: { command: 'python3', file: 'sample.py' },
};

function isThere(command: string): boolean {
  try {
    execFileSync(command, ['-c', command === 'php' ? '1' : ''], { stdio: 'ignore', input: '' });
    return true;
  } catch {
    return command === process.execPath;
  }
}

describe('a sample', () => {
  it.for(SAMPLE_LANGUAGES)('in %s sends a test lead as it stands', async (language, { skip }) => {
    const { command, file } = PROGRAMS[language];
    const now = new Date();
    const sample = writeSamples(url, leadExample(offer, questions, now))[language];
    expect(sample).toContain(offer.id);
    expect(questions.length).toBeGreaterThan(0);
    skip(command !== 'sh' && !isThere(command), 'there is nothing to run it with');
    const path = join(folder, file);
    writeFileSync(path, sample);
    const { stdout } = await run(command, [path], {
      env: { ...process.env, HOME: folder, BIRJA_KEY: key },
    });
    const id = /lead_[0-9a-z]{26}/.exec(stdout)?.[0] ?? '';
    const lead = await world.db.prisma.lead.findUniqueOrThrow({ where: { id }, include: { consent: true } });
    expect(lead).toMatchObject({ offerId: offer.id, test: true, subIds: ['click-1041'] });
    expect(lead.consent?.text, 'the words arrive as they are').toBe(NASTY_WORDS);
    expect(Object.keys(lead.attributes as object).sort()).toEqual(questions.map((one) => one.key).sort());
  });
});

it('the short sample of the offer’s page keeps the words of the consent too', async () => {
  const path = join(folder, 'short.sh');
  const place = { region: 'UA', phone: '+380442358917' };
  writeFileSync(path, leadRequest(url, { ...offer, channel: 'form' }, place, new Date()));
  const { stdout } = await run('sh', [path], { env: { ...process.env, HOME: folder, BIRJA_KEY: key } });
  const id = /lead_[0-9a-z]{26}/.exec(stdout)?.[0] ?? '';
  const lead = await world.db.prisma.lead.findUniqueOrThrow({ where: { id }, include: { consent: true } });
  expect(lead.consent?.text).toBe(NASTY_WORDS);
});

describe('the test lead of the page', () => {
  const press = (formKey: string) =>
    askPage(world, page as unknown as PageModule, {
      token,
      path: `/sell/offers/${offer.id}/api`,
      params: { offerId: offer.id },
      form: { form_key: formKey },
    });

  it('walks the whole way, costs nothing and counts nowhere', async () => {
    const since = new Date(Date.now() - 60_000);
    const answer = await press('one');
    const id = /sent=(lead_\w+)/.exec(answer.location ?? '')?.[1] ?? '';
    const settled = await until('the test lead is checked', () =>
      world.db.prisma.lead.findFirst({ where: { id, settledAt: { not: null } } }),
    );
    expect(settled).toMatchObject({ test: true, salesCount: 0, claimCount: 0, status: 'available' });
    expect((settled.checks as { check: string }[]).map(({ check }) => check)).toContain('phone');
    const count = await countSellersLeads(world.db.pool, { organisationId: sellerId, since });
    expect(count).toEqual([]);
    expect(await world.db.prisma.sale.count()).toBe(0);
  });

  it('is one, however often the button is pressed', async () => {
    const [first, second] = [await press('two'), await press('two')];
    expect(second.location).toBe(first.location);
    expect((await press('three')).location).not.toBe(first.location);
  });
});

describe('the last requests', () => {
  const shown = () => readRequests(world.db, { organisationId: sellerId, offerId: offer.id });

  it('show what was sent and answered, and hold nothing of the person', async () => {
    const call = apiClient(url, key);
    const contact = {
      name: 'Unmistakable Person',
      phone: '+380671112233',
      email: 'unmistakable@person.example',
    };
    await call('POST', '/leads', { body: leadBody(offer.id, { contact, attributes: { rooms: 2 } }) });
    await call('POST', '/leads', { body: leadBody(offer.id, { contact, wrong: '+380671112233' }) });
    await call('POST', '/leads', { body: leadBody(offer.id, { contact, '+380671112233': 1 }) });
    await call('POST', '/leads', { body: '{"offer_id":' });
    const requests = await until('all four are noted', async () => {
      const all = await shown();
      return all.some(({ status }) => status === 400) && all;
    });
    const [malformed, oddName, unknownField, taken] = requests;
    expect(malformed).toMatchObject({ status: 400, isOfOffer: false, request: null });
    expect(oddName).toMatchObject({ status: 422, answer: { errors: [{ field: '•••' }] } });
    expect(unknownField).toMatchObject({
      status: 422,
      answer: { code: 'invalid', errors: [{ field: 'wrong', code: 'unrecognized' }] },
    });
    expect(taken).toMatchObject({
      status: 202,
      isOfOffer: true,
      answer: { code: 'validating', leadId: expect.stringMatching(/^lead_/) },
      request: { region: 'UA-30', contact: { phone: '+••••••••••••' } },
    });
    const stored = await world.owner.query('SELECT p::text AS row FROM posted_request p');
    expect(stored.rows.length).toBeGreaterThanOrEqual(4);
    for (const { row } of stored.rows) expect(row).not.toMatch(/nmistakable|0671112233/);
  });

  it('are the last 50 of an offer, and of nobody else’s', async () => {
    const other = await makeOrganisation(world.db, 'seller');
    const request = (n: number) => ({
      organisationId: sellerId,
      at: new Date(Date.now() + n),
      status: 202,
      body: { offer_id: offer.id, wanted_within_days: n },
      answer: '{"status":"validating"}',
    });
    await keepRequests(world.db, { requests: Array.from({ length: 40 }, (_, n) => request(n)) });
    await keepRequests(world.db, { requests: Array.from({ length: 40 }, (_, n) => request(40 + n)) });
    const kept = await world.db.prisma.postedRequest.findMany({ where: { offerId: offer.id } });
    expect(kept).toHaveLength(50);
    expect((await shown())[0]?.request).toMatchObject({ wanted_within_days: 79 });
    // Another's offer, named by a stranger, is no offer of theirs.
    await keepRequests(world.db, { requests: [{ ...request(1), organisationId: other }] });
    expect(await readRequests(world.db, { organisationId: other, offerId: offer.id })).toMatchObject([
      { isOfOffer: false },
    ]);
    expect(await shown()).toHaveLength(50);
  });
});
