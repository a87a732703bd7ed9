import { randomBytes } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showContact } from '#app/domain/casework/show-contact.server.ts';
import { recordWork } from '#app/domain/inbox/record-work.server.ts';
import { forgetPersons } from '#app/domain/privacy/forget-persons.server.ts';
import { personPath } from '#app/domain/privacy/person-link.server.ts';
import { withdrawLead } from '#app/domain/privacy/withdraw-lead.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { DAY_MS } from '#app/kernel/time.ts';
import { makePerson } from '../factories/people.ts';
import { apiClient } from '../setup/client.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { openDemoWorld } from '../setup/demo-world.ts';
import { findIn, findInFolder, findInTables, formsOf } from '../setup/find-leaks.ts';
import { openReceiver } from '../setup/receiver.ts';
import { until } from '../setup/world.ts';

/*
 * Contact data lie in the vault and nowhere else: a thousand leads go all their ways through the running product, then its data
 * directory, a copy of every table, the queue and the logs are searched for them.
 */

const LEADS = 1_000;
/** The others are forgotten because their time is over; the long form lets all withdraw. */
const WITHDRAWN = process.env.BIRJA_TEST_LONG === '1' ? LEADS : 150;
const BY_PAGE = 20;
/** Every contact holds one of them in each of its parts. */
const LATIN = `Xqzv${randomBytes(4).toString('hex').replace(/\d/g, 'w')}`;
const CYRILLIC = 'Жщюъэхцф';
/** No number of the demo begins so. */
const PHONES = '+38067890';
const FORMS = formsOf([LATIN, CYRILLIC]);
/** Digits alone could stand anywhere by chance, so all of a number is looked for. */
const phoneForms = (numbers: readonly string[]) => formsOf(numbers.map((number) => number.slice(1)));

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;
let demoWorld: Awaited<ReturnType<typeof openDemoWorld>>;
let owner: pg.Pool;
let receiver: Awaited<ReturnType<typeof openReceiver>>;
const received: string[] = [];
const leadIds: string[] = [];
const phoneOf = (at: number) => `${PHONES}${String(at).padStart(4, '0')}`;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir, env: { LOG_LEVEL: 'debug' } });
  demoWorld = await openDemoWorld(demo);
  owner = new pg.Pool({ connectionString: demoWorld.env.DATABASE_URL, max: 2 });
  owner.on('error', () => undefined);
  receiver = await openReceiver(({ body }) => received.push(body));
});
afterAll(async () => {
  await receiver?.close();
  await owner?.end();
  await demoWorld?.close();
  await demo?.stop();
  folder.remove();
});

function lead(at: number, offerId: string, more: object = {}) {
  const word = at % 2 === 0 ? LATIN : CYRILLIC;
  return {
    offer_id: offerId,
    contact: { name: `${word} ${word}${at}`, phone: phoneOf(at), email: `${LATIN}.${at}@gmail.com` },
    region: demo.file.region,
    city: `${demo.file.city} ${word}`,
    channel: 'form',
    message: `${word} asks to be called about a flat.`,
    attributes: { note: word },
    photos: [`https://pictures.example/${LATIN}/${at}.jpg`],
    source: { url: `https://site.example/?name=${LATIN}`, ip: '203.0.113.7', user_agent: `${LATIN} browser` },
    consent: {
      text: 'I agree to be called.',
      url: `https://site.example/form?who=${LATIN}`,
      given_at: new Date().toISOString(),
    },
    ...more,
  };
}

/** A thousand leads take a machine that does other things too some while. */
async function patiently<T>(what: string, ask: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    const answer = await until(what, ask).catch((error: unknown) => {
      if (tries === 8) throw error;
      return null;
    });
    if (answer !== null) return answer;
  }
}

async function everywhere() {
  await owner.query('CHECKPOINT');
  const phones = await owner.query<{ count: number }>('SELECT count(*)::int AS count FROM lead');
  expect(phones.rows[0]?.count).toBeGreaterThanOrEqual(LEADS);
  const sample = Array.from({ length: 5 }, (_, nth) => phoneOf(nth * 180 + 1));
  const forms = [...FORMS, ...phoneForms(sample)];
  const mail = join(demo.dir, 'mail');
  const tables = await findInTables(owner, forms);
  const files = findInFolder(demo.dir, forms, [mail]);
  const said = findIn(Buffer.from(demo.output()), forms).map((leak) => `output ${leak}`);
  return { tables, files, found: [...tables.found, ...files.found, ...said] };
}

describe('contact data', () => {
  it('go in by HTTP, are checked, sold, sent, contested, noted and read', async () => {
    const sell = apiClient(demo.file.url, demo.file.apiKeys.seller);
    const buy = apiClient(demo.file.url, demo.file.apiKeys.buyer);
    await buy('POST', '/endpoints', {
      body: { url: `${receiver.url}/hook`, events: ['lead.sold', 'lead.withdrawn'] },
    });
    const unwanted = await sell('POST', '/offers', {
      body: {
        niche: 'climate.solar',
        regions: ['UA'],
        ask: { amount_minor: '90000', currency: 'UAH' },
        exclusivity: 'exclusive',
        max_sells: 1,
        target_action: 'contact',
        channels: ['form'],
        consent_text: 'I agree to be called.',
        dispute_window_hours: 120,
      },
    });
    expect(unwanted.status).toBe(201);
    const post = async (at: number): Promise<void> => {
      const offerId = at % 10 === 9 ? unwanted.body.id : demo.file.offerId;
      // Some are refused: their contact is as much a person's.
      const more = at % 20 === 5 ? { contact: { name: `${LATIN} ${at}`, phone: '+380671' } } : {};
      const headers = { 'idempotency-key': `${LATIN}-${at}` };
      for (;;) {
        const answer = await sell('POST', '/leads', { body: lead(at, offerId, more), headers });
        if (answer.status === 202) {
          leadIds.push(answer.body.id);
          return;
        }
        expect(answer.status, JSON.stringify(answer.body)).toBe(429);
        await new Promise((wake) => setTimeout(wake, 200));
      }
    };
    for (let at = 0; at < LEADS; at += 20)
      await Promise.all(Array.from({ length: 20 }, (_, nth) => post(at + nth)));
    expect(new Set(leadIds).size).toBe(LEADS);

    // What is refused at the door may show in logs and error texts.
    await sell('POST', '/leads', { body: { ...lead(1, demo.file.offerId), region: `${LATIN}` } });
    await sell('POST', '/leads', { body: `{"contact":{"name":"${LATIN}` });
    await sell('GET', `/leads/${LATIN}`);

    const sold = await patiently('all are settled and sent', async () => {
      const { rows } = await owner.query<{ waiting: number; sold: number; delivered: number }>(
        `SELECT (SELECT count(*) FROM lead WHERE status = 'validating')::int AS waiting, (SELECT count(*) FROM sale)::int AS sold,
           (SELECT count(*) FROM delivery WHERE event = 'lead.sold' AND status = 'delivered')::int AS delivered`,
      );
      const [now] = rows;
      return now && now.waiting === 0 && now.sold >= LEADS * 0.8 && now.delivered >= now.sold
        ? now.sold
        : null;
    });
    expect(received.filter((body) => body.includes(LATIN)).length).toBeGreaterThanOrEqual(sold * 0.9);

    const { body: page } = await buy('GET', '/sales?limit=20');
    expect(JSON.stringify(page)).toContain(LATIN);
    const { id: moderator } = await makePerson(demoWorld.db, {
      platformRole: 'moderator',
      secondFactor: true,
    });
    for (const sale of page.data.slice(0, 5)) {
      const claim = { reason: 'wrong_person', detail: `Not ${LATIN} but ${CYRILLIC} answered.` };
      const dispute = await buy('POST', `/sales/${sale.id}/dispute`, { body: claim });
      expect(dispute.status).toBe(201);
      await showContact(demoWorld.db, {
        disputeId: dispute.body.id,
        why: 'To compare with the call log.',
        actor: moderator,
        origin: 'web:test',
        now: new Date(),
      });
    }
    const { rows } = await owner.query<{ id: string; buyer: string }>(
      'SELECT id, buyer_organisation_id AS buyer FROM sale ORDER BY id LIMIT 5',
    );
    for (const { id, buyer } of rows)
      await recordWork(demoWorld.db, {
        entryId: newId('work'),
        saleId: id,
        organisationId: buyer,
        outcome: 'note',
        note: `${LATIN} wants to be called again.`,
        timezone: 'UTC',
        personId: moderator,
        channel: 'call',
        junkReason: null,
        nextAction: null,
        nextAt: null,
        actor: moderator,
        origin: 'web:test',
        now: new Date(),
      });
    const receipts = await patiently('people were told', async () => {
      const mails = readdirSync(join(demo.dir, 'mail'));
      return mails.length > 100 && mails;
    });
    expect(receipts.length).toBeGreaterThan(100);
  });

  it('lie nowhere outside the vault: not in the data directory, a table, the queue or a log', async () => {
    const { tables, files, found } = await everywhere();
    expect(found).toEqual([]);
    expect(tables.tables).toBeGreaterThan(60);
    expect(tables.rows).toBeGreaterThan(LEADS * 5);
    expect(files.bytes).toBeGreaterThan(20_000_000);
  });

  it('would be found, wherever and however they lay', async () => {
    const spellings = [
      LATIN,
      CYRILLIC,
      LATIN.toUpperCase(),
      Buffer.from(`a ${CYRILLIC}`).toString('base64'),
      Buffer.from(`{"name":"${LATIN}"}`).toString('base64url'),
      Buffer.from(CYRILLIC).toString('hex'),
      encodeURIComponent(CYRILLIC),
      JSON.stringify(CYRILLIC).replace(
        /[^\0-\x7f]/g,
        (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    ];
    for (const planted of spellings) expect(findIn(Buffer.from(planted), FORMS), planted).not.toEqual([]);
    const file = join(demo.dir, 'planted.log');
    writeFileSync(file, `{"phone":"${phoneOf(181)}"}`);
    await owner.query(
      `UPDATE organisation SET landing_url = $1 WHERE id = (SELECT min(id) FROM organisation)`,
      [`https://site.example/${LATIN}`],
    );
    await owner.query(`INSERT INTO pgboss.job (name, data) VALUES ('send-mail', $1)`, [{ mailId: CYRILLIC }]);
    const { found } = await everywhere();
    rmSync(file);
    expect(found.some((leak) => leak.startsWith('/planted.log'))).toBe(true);
    expect(found.some((leak) => leak.startsWith('public.organisation'))).toBe(true);
    expect(found.some((leak) => /^pgboss\./.test(leak))).toBe(true);
  });

  it('are gone after the persons withdrew or their time was over, and so is every key', async () => {
    const keys = await owner.query<{ wrapped: string; sealed: string }>(
      `SELECT encode(k.wrapped_key, 'hex') AS wrapped, encode(c.sealed, 'hex') AS sealed
       FROM vault.lead_key k JOIN lead_contact c USING (lead_id) WHERE k.lead_id = ANY ($1) LIMIT 50`,
      [leadIds],
    );
    expect(keys.rows).toHaveLength(50);
    const withdraw = async (leadId: string, nth: number) => {
      if (nth >= BY_PAGE) {
        await withdrawLead(demoWorld.db, {
          leadId,
          kind: 'changed_mind',
          suppress: nth % 2 === 0,
          origin: 'web:test',
          now: new Date(),
        });
        return;
      }
      const answer = await fetch(`${demo.file.url}${personPath(demoWorld.db, leadId)}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: demo.file.url, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'kind=never_asked&suppress=yes&confirmed=yes',
      });
      expect(answer.status).toBe(302);
      await answer.text();
    };
    const disputed = await owner.query<{ id: string }>(
      'SELECT s.lead_id AS id FROM dispute d JOIN sale s ON s.id = d.sale_id',
    );
    const first = [...new Set([...leadIds.slice(0, WITHDRAWN), ...disputed.rows.map(({ id }) => id)])];
    for (let at = 0; at < first.length; at += 2)
      await Promise.all(first.slice(at, at + 2).map((id, nth) => withdraw(id, at + nth)));
    const page = await fetch(`${demo.file.url}${personPath(demoWorld.db, first[0] ?? '')}`);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(await page.text()).not.toContain(LATIN);
    const yearLater = new Date(Date.now() + 400 * DAY_MS);
    await forgetPersons(demoWorld.db, { now: yearLater });
    const { rows } = await owner.query<Record<string, number>>(
      `SELECT (SELECT count(*) FROM lead_contact WHERE lead_id = ANY ($1))::int AS contacts,
         (SELECT count(*) FROM vault.lead_key WHERE lead_id = ANY ($1))::int AS keys,
         (SELECT count(*) FROM lead WHERE id = ANY ($2) AND status <> 'withdrawn')::int AS others,
         (SELECT count(*) FROM lead WHERE id = ANY ($1) AND suppression_hashes <> '{}')::int AS hashes,
         (SELECT count(*) FROM lead_trace WHERE lead_id = ANY ($1))::int AS traces,
         (SELECT count(*) FROM sale s LEFT JOIN withdrawal_notice n ON n.sale_id = s.id
           WHERE s.lead_id = ANY ($2) AND n.sale_id IS NULL)::int AS untold`,
      [leadIds, first],
    );
    expect(rows[0]).toEqual({ contacts: 0, keys: 0, others: 0, hashes: 0, traces: 0, untold: 0 });
    const bytes = keys.rows.flatMap(({ wrapped, sealed }) => [wrapped, sealed.slice(0, 64)]);
    const { found } = await findInTables(
      owner,
      bytes.map((hex) => ({ name: 'sealed', bytes: Buffer.from(hex) })),
    );
    expect(found).toEqual([]);
    await patiently('every buyer’s server was told', async () => {
      const told = received.filter((body) => JSON.parse(body).type === 'lead.withdrawn');
      const sales = await owner.query<{ count: number }>(
        'SELECT count(*)::int AS count FROM withdrawal_notice',
      );
      return told.length >= (sales.rows[0]?.count ?? 0);
    });
    expect(received.some((body) => JSON.parse(body).type === 'lead.withdrawn' && body.includes(LATIN))).toBe(
      false,
    );
  });
});
