import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { updateOffer } from '#app/domain/catalog/update-offer.server.ts';
import type { LeadForm } from '#app/domain/forms/form.ts';
import { textsIn } from '#app/domain/forms/form-spec.ts';
import { issueFormToken } from '#app/domain/forms/form-token.server.ts';
import { publishForm } from '#app/domain/forms/publish-form.server.ts';
import { saveForm } from '#app/domain/forms/save-form.server.ts';
import { setFormStatus } from '#app/domain/forms/set-form-status.server.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { makeForm, solve, versionOf } from '../factories/forms.ts';
import { freshPhone, makeOffer, makeOrganisation } from '../factories/market.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

/*
 * What visitors' browsers send and get, without a browser: the script's JSON from any origin, a plain form's fields, and what is
 * refused to whom.
 */

const ACTOR = { actor: 'test', origin: 'test' };
const MINUTE_MS = 60_000;
let world: World;
let url: string;
let stop: () => Promise<void>;
let sellerId: string;

beforeAll(async () => {
  // Visitors come from addresses of their own, as behind a proxy.
  world = await openWorld({ env: { TRUST_PROXY: '1' } });
  ({ url, stop } = await serve(world, { works: false }));
  sellerId = await makeOrganisation(world.db, 'seller');
});

afterAll(async () => {
  await stop();
  await world.close();
});

let offers = 0;
const NICHES = ['property.flat_new', 'legal.family', 'climate.solar', 'renovation.windows'];
const offer = (more: Parameters<typeof makeOffer>[2] = {}): Promise<Offer> => {
  offers += 1;
  return makeOffer(world.db, sellerId, {
    niche: NICHES[offers % NICHES.length] as string,
    channels: ['form', 'quiz', 'callback', 'calculator'],
    regions: ['UA'],
    ...more,
  });
};
const form = async (more: Parameters<typeof makeForm>[2] = {}): Promise<LeadForm> =>
  makeForm(world.db, await offer(), { draft: { questions: [] }, ...more });

let visitors = 0;
/** A visitor with an address of their own. */
function visitor(origin = 'https://shop.example') {
  visitors += 1;
  const address = `203.0.${Math.floor(visitors / 250)}.${visitors % 250}`;
  return (path: string, init: RequestInit = {}) =>
    fetch(`${url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: {
        'x-forwarded-for': address,
        origin,
        'user-agent': 'Mozilla/5.0 Firefox/140.0',
        ...init.headers,
      },
    });
}

/** A token as it was handed out some minutes ago. */
const tokenFor = (formId: string, version = 1, ageMs = MINUTE_MS) =>
  issueFormToken(world.db.keys.signing, { formId, version, now: new Date(Date.now() - ageMs) }).text;

const filled = (token: string, more: Record<string, string[]> = {}): Record<string, string[]> => ({
  token: [token],
  name: ['Olena'],
  phone: [freshPhone()],
  region: ['UA-30'],
  consent: ['yes'],
  page: ['https://shop.example/flats?utm_source=news&utm_campaign=spring&sub1=a7'],
  referrer: ['https://search.example/'],
  ...more,
});

async function sendByScript(
  formId: string,
  fields: Record<string, string[]>,
  options: { proof?: number; as?: ReturnType<typeof visitor> } = {},
) {
  const proof = options.proof ?? (await solve(fields.token?.[0] ?? ''));
  const response = await (options.as ?? visitor())(`/f/${formId}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fields, proof }),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

async function sendPlain(formId: string, fields: Record<string, string[]>, as = visitor()) {
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields)) for (const value of values) body.append(name, value);
  const response = await as(`/f/${formId}`, { method: 'POST', body });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

const leadsOf = (formId: string) =>
  world.db.prisma.lead.findMany({
    where: { consent: { formId } },
    include: { consent: true },
    orderBy: { id: 'asc' },
  });

describe('the page of a form', () => {
  it.each([
    ['uk', 'UA', ['Львівська область', 'Київ'], 'Кімнат'],
    ['ru', 'UA', ['Львовская область', 'Киев'], 'Комнат'],
    ['kk', 'KZ', ['Қарағанды облысы', 'Астана'], null],
    ['hu', 'HU', ['Csongrád-Csanád vármegye', 'Budapest'], null],
    ['az', 'AZ', ['Şəki rayonu', 'Bakı'], null],
    ['hy', 'AM', ['Լոռու մարզ', 'Երևան'], null],
    ['mn', 'MN', ['Өмнөговь', 'Улаанбаатар'], null],
  ] as const)(
    'in %s names the parts of %s as people there do',
    async (language, country, names, question) => {
      const own = await offer({ niche: 'property.flat_new', regions: [country] });
      const questions = question ? [{ key: 'rooms', required: false, label: null }] : [];
      const { id } = await makeForm(world.db, own, { draft: { language, questions } });
      const html = await (await visitor()(`/f/${id}`)).text();
      expect(html).toContain(`<html lang="${language}"`);
      const options = [...html.matchAll(/<option value="([A-Z]{2}-[A-Z0-9]+)">([^<]+)</g)].map(
        ([, , name]) => name,
      );
      expect(options).toEqual(expect.arrayContaining([...names]));
      expect(options).toEqual([...options].sort((a = '', b = '') => a.localeCompare(b, language)));
      expect(html).toContain(textsIn(language).button_form);
      if (question) expect(html).toContain(question);
      expect(gzipSync(html).byteLength).toBeLessThan(15_000);
    },
  );
});

describe('a form sent by its script', () => {
  it('becomes a lead like those of the API, with its consent, version, page and tags', async () => {
    const { id } = await form();
    const fields = filled(tokenFor(id));
    const answer = await sendByScript(id, fields);
    expect(answer).toMatchObject({ status: 200, body: { status: 'taken', title: 'Thank you' } });
    const [lead, ...others] = await leadsOf(id);
    expect(others).toEqual([]);
    expect(lead).toMatchObject({
      status: 'validating',
      channel: 'form',
      regionCode: 'UA-30',
      language: 'en',
      campaign: 'spring',
      subIds: ['a7'],
      utm: { source: 'news', campaign: 'spring' },
      test: false,
      consent: { formId: id, formVersion: 1, text: 'I agree to be called about my request.' },
    });
    const contact = (await readContacts(world.db, [lead?.id ?? ''])).get(lead?.id ?? '');
    expect(contact).toMatchObject({
      name: 'Olena',
      phone: fields.phone?.[0],
      sourceUrl: fields.page?.[0],
      consentUrl: fields.page?.[0],
      referrer: 'https://search.example/',
      userAgent: 'Mozilla/5.0 Firefox/140.0',
      ip: expect.stringMatching(/^203\.0\./),
    });
    const jobs = await world.owner.query(
      `SELECT FROM pgboss.job WHERE name = 'lead-accepted' AND data->'ids' ? $1`,
      [lead?.id],
    );
    expect(jobs.rowCount, 'the checks are asked for with it').toBe(1);
  });

  it('is one lead however often and however fast it is sent; changed after that it is refused', async () => {
    const { id } = await form();
    const fields = filled(tokenFor(id));
    const proof = await solve(fields.token?.[0] ?? '');
    const answers = await Promise.all([1, 2, 3, 4].map(() => sendByScript(id, fields, { proof })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect((await sendByScript(id, fields, { proof })).body.status).toBe('taken');
    const changed = await sendByScript(id, { ...fields, name: ['Somebody else'] }, { proof });
    expect(changed).toMatchObject({ status: 409, body: { notice: expect.stringMatching(/sent already/) } });
    expect(await leadsOf(id)).toHaveLength(1);
  });

  it('says of each field what is wrong with it, and takes nothing', async () => {
    const { id } = await makeForm(world.db, await offer({ niche: 'property.flat_new' }), {
      draft: {
        questions: [{ key: 'rooms', required: true, label: null }],
        fields: { name: 'optional', phone: 'required', email: 'optional', city: 'off', message: 'off' },
      },
    });
    const answer = await sendByScript(
      id,
      filled(tokenFor(id), { phone: ['12'], email: ['olena@'], region: ['RU-MOW'], consent: [] }),
    );
    expect(answer.status).toBe(422);
    expect(Object.keys(answer.body.errors)).toEqual(['q.rooms', 'region', 'phone', 'email', 'consent']);
    expect(await leadsOf(id)).toEqual([]);
  });
});

describe('the guard against robots', () => {
  it('refuses what shows no work, comes too fast, too late, or fills the trap, and says so', async () => {
    const { id } = await form();
    const other = await form();
    const worked = async (token: string, more: Record<string, string[]> = {}, proof?: number) =>
      sendByScript(id, filled(token, more), proof === undefined ? {} : { proof });
    const cases = [
      [await worked(tokenFor(id), {}, 1), /automatic/],
      // Handed out in a minute: however long this machine takes, no time was taken to fill it in.
      [await worked(tokenFor(id, 1, -MINUTE_MS)), /faster than people type/],
      [await worked(tokenFor(id, 1, 25 * 60 * MINUTE_MS)), /lay open for long/],
      [await worked(tokenFor(id), { company_url: ['https://spam.example'] }), /has to stay empty/],
      [await worked(tokenFor(other.id)), /Look through/],
      [await worked(`${tokenFor(id)}x`), /Look through/],
      [await worked('nonsense'), /Look through/],
    ] as const;
    for (const [answer, sentence] of cases) {
      expect(answer.status).toBe(422);
      expect(answer.body).toMatchObject({ status: 'refused', notice: expect.stringMatching(sentence) });
    }
    expect(await leadsOf(id)).toEqual([]);
  });

  it('gives a new token where the old one was what was wrong, and takes the same with it', async () => {
    const { id } = await form();
    const fields = filled(tokenFor(id, 1, 25 * 60 * MINUTE_MS));
    const refused = await sendByScript(id, fields);
    expect(refused.body.token).toMatch(/\./);
    await until('the new token is old enough', async () => {
      const again = await sendByScript(id, { ...fields, token: [refused.body.token] });
      return again.body.status === 'taken';
    });
    expect(await leadsOf(id)).toHaveLength(1);
  });

  it('takes so many of one network, by each form', async () => {
    const [one, other] = [await form(), await form()];
    const as = visitor();
    const statuses: number[] = [];
    for (let i = 0; i < 8; i += 1)
      statuses.push((await sendPlain(one.id, filled(tokenFor(one.id)), as)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    const late = await sendPlain(one.id, filled(tokenFor(one.id)), as);
    expect(late.html).toMatch(/Many requests came from your network/);
    expect((await sendPlain(other.id, filled(tokenFor(other.id)), as)).status).toBe(200);
    expect((await sendByScript(one.id, filled(tokenFor(one.id)), { as })).status).toBe(200);
    expect(await leadsOf(one.id)).toHaveLength(7);
  });
});

describe('a form sent without a script', () => {
  it('answers with a page, and keeps what was typed when something is wrong', async () => {
    const { id } = await form();
    const token = tokenFor(id);
    const wrong = await sendPlain(
      id,
      filled(token, { phone: ['12'], message: ['A flat <b>near</b> a park'] }),
    );
    expect(wrong.status).toBe(422);
    expect(wrong.html, 'the list of errors names the field').toMatch(/>Phone: This number cannot exist/);
    expect(wrong.html).toContain('A flat &lt;b&gt;near&lt;/b&gt; a park');
    expect(wrong.html).toContain(`value="${token}"`);
    const right = await sendPlain(id, filled(token, { message: ['A flat'] }));
    expect(right.status).toBe(200);
    expect(right.html).toMatch(/Your request was received/);
    expect(await leadsOf(id)).toHaveLength(1);
  });

  it('of a page of the seller’s own, without a token, is shown to be looked through', async () => {
    const { id } = await form();
    const bare = await sendPlain(id, { phone: ['+380671234567'], name: ['Olena'] });
    expect(bare.status).toBe(422);
    expect(bare.html).toContain('value="+380671234567"');
    expect(bare.html).toMatch(/name="token" value="[^"]+\.[^"]+"/);
  });
});

describe('another origin', () => {
  it('may ask for a form and send it, without cookies', async () => {
    const { id } = await form();
    const as = visitor();
    const preflight = await as(`/f/${id}`, {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('content-type');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    const config = await as(`/f/${id}/config`);
    expect(config.headers.get('access-control-allow-origin')).toBe('*');
    expect(config.headers.get('set-cookie')).toBeNull();
    expect(await config.json()).toMatchObject({ kind: 'form', html: expect.stringContaining('<form') });
    const sent = await sendByScript(id, filled(tokenFor(id)));
    expect(sent.headers.get('access-control-allow-origin')).toBe('*');
    expect(sent.headers.get('set-cookie')).toBeNull();
  });

  it('may show the page of a form in a frame, but not its draft', async () => {
    const { id } = await form();
    const page = await visitor()(`/f/${id}`);
    expect(page.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(page.headers.get('x-frame-options')).toBeNull();
    expect((await visitor()(`/f/${id}/preview?until=99999999999999&key=abc`)).status).toBe(404);
  });

  it('still gets nothing of the pages', async () => {
    const answer = await visitor()('/log-in', { method: 'POST', body: new URLSearchParams({ a: 'b' }) });
    expect(answer.status).toBe(403);
  });
});

describe('versions', () => {
  it('stay as they were published, and a lead names the one its person saw', async () => {
    const terms = await offer();
    const { id } = await makeForm(world.db, terms, { draft: { questions: [] } });
    const openPage = tokenFor(id, 1);
    const of = { ...ACTOR, organisationId: sellerId, formId: id, now: new Date() };
    const { draft } = await saveForm(world.db, {
      ...of,
      name: 'Renamed',
      draft: {
        ...(await versionOf(world.db, id, 1)).spec,
        texts: { thanks: 'We call within an hour.' },
      },
    });
    expect(draft.texts).toEqual({ thanks: 'We call within an hour.' });
    await updateOffer(world.db, {
      ...of,
      offerId: terms.id,
      change: { consentText: 'I agree to be called and written to.' },
    });
    expect(await publishForm(world.db, of)).toMatchObject({ version: 2, status: 'live' });
    expect(await publishForm(world.db, of), 'published again it is the same').toMatchObject({ version: 2 });

    const early = await sendByScript(id, filled(openPage));
    const late = await sendByScript(id, filled(tokenFor(id, 2)));
    expect(early.body.text).toBe('Your request was received. We get in touch with you soon.');
    expect(late.body.text).toBe('We call within an hour.');
    expect((await leadsOf(id)).map(({ consent }) => [consent?.formVersion, consent?.text])).toEqual([
      [1, 'I agree to be called about my request.'],
      [2, 'I agree to be called and written to.'],
    ]);
    await expect(
      world.owner.query(`UPDATE lead_form_version SET consent_text = 'x' WHERE form_id = $1`, [id]),
    ).rejects.toThrow();
    await expect(
      world.owner.query(`DELETE FROM lead_form_version WHERE form_id = $1 AND version = 2`, [id]),
    ).rejects.toThrow();
  });

  it('published twice at once are one', async () => {
    const { id } = await form({ isPublished: false });
    const of = { ...ACTOR, organisationId: sellerId, formId: id, now: new Date() };
    const published = await Promise.all([publishForm(world.db, of), publishForm(world.db, of)]);
    expect(published.map(({ version }) => version)).toEqual([1, 1]);
  });
});

describe('a form that is closed', () => {
  it('takes nothing and says so: paused, its offer paused, its seller stopped, never published', async () => {
    const terms = await offer();
    const paused = await makeForm(world.db, terms, { draft: { questions: [] } });
    const of = { ...ACTOR, organisationId: sellerId, formId: paused.id, now: new Date() };
    await setFormStatus(world.db, { ...of, status: 'paused' });
    const answer = await sendByScript(paused.id, filled(tokenFor(paused.id)));
    expect(answer).toMatchObject({ status: 410, body: { notice: expect.stringMatching(/no requests/) } });
    expect((await visitor()(`/f/${paused.id}`)).status).toBe(410);
    expect((await visitor()(`/f/${paused.id}/config`)).status).toBe(410);
    await setFormStatus(world.db, { ...of, status: 'live' });
    await updateOffer(world.db, { ...of, offerId: terms.id, change: { status: 'paused' } });
    expect((await sendByScript(paused.id, filled(tokenFor(paused.id)))).status).toBe(410);
    await updateOffer(world.db, { ...of, offerId: terms.id, change: { status: 'active' } });
    expect((await visitor()(`/f/${paused.id}`)).status).toBe(200);
    await world.db.prisma.organisation.update({ where: { id: sellerId }, data: { blockedAt: new Date() } });
    expect((await sendByScript(paused.id, filled(tokenFor(paused.id)))).status).toBe(410);
    await world.db.prisma.organisation.update({ where: { id: sellerId }, data: { blockedAt: null } });
    const draft = await form({ isPublished: false });
    expect((await visitor()(`/f/${draft.id}`)).status).toBe(404);
    expect((await visitor()('/f/form_nothing')).status).toBe(404);
    expect(await leadsOf(paused.id)).toEqual([]);
  });

  it('answers a repeat of what it took before as it did then', async () => {
    const { id } = await form();
    const fields = filled(tokenFor(id));
    await sendByScript(id, fields);
    const of = { ...ACTOR, organisationId: sellerId, formId: id, now: new Date() };
    await setFormStatus(world.db, { ...of, status: 'paused' });
    expect((await sendByScript(id, fields)).body.status).toBe('taken');
  });
});

describe('bad bodies', () => {
  it('are answered without a fault of ours and without a lead', async () => {
    const { id } = await form();
    const as = visitor();
    const bodies: [string, string][] = [
      ['application/json', '{'],
      ['application/json', 'null'],
      ['application/json', '{"fields":{"__proto__":["x"]},"proof":1}'],
      ['application/json', `{"fields":{"token":["${'x'.repeat(6_000)}"]},"proof":1}`],
      ['application/json', '{"fields":{"token":["\\u0000"]},"proof":-1}'],
      ['text/plain', 'token=%ff%fe&phone=%00'],
      ['application/x-www-form-urlencoded', '&&&=&__proto__=1&token=a.b.c'],
      ['multipart/form-data; boundary=x', '--x--'],
    ];
    for (const [type, body] of bodies) {
      const answer = await as(`/f/${id}`, { method: 'POST', headers: { 'content-type': type }, body });
      expect(answer.status, body.slice(0, 40)).toBeGreaterThanOrEqual(400);
      expect(answer.status, body.slice(0, 40)).toBeLessThan(500);
      expect(await answer.text()).not.toMatch(/at .*\.ts/);
    }
    const huge = await as(`/f/${id}`, { method: 'POST', body: 'x'.repeat(70_000) });
    expect(huge.status).toBe(413);
    expect(await leadsOf(id)).toEqual([]);
  });
});

describe('how often a form is seen and begun', () => {
  it('is counted by day, once a visitor’s form, without robots and without knowing whom', async () => {
    const { id } = await form();
    const as = visitor();
    const page = await (await as(`/f/${id}`)).text();
    const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const tell = (event: string, by = as, body = `${event} ${token}`) =>
      by(`/f/${id}/events`, { method: 'POST', headers: { 'content-type': 'text/plain' }, body });
    await as(`/f/${id}`, { headers: { 'sec-purpose': 'prefetch' } });
    await as(`/f/${id}`, { headers: { 'user-agent': 'Googlebot/2.1 (+http://www.google.com/bot.html)' } });
    for (let i = 0; i < 3; i += 1) expect((await tell('start')).status).toBe(204);
    await tell('view');
    await tell('start', as, 'start nonsense');
    await tell('sale');
    const row = await until('the counts are written', () =>
      world.db.prisma.formCount.findFirst({ where: { formId: id, starts: { gt: 0 } } }),
    );
    expect(row).toMatchObject({ views: 1, starts: 1, day: new Date(new Date().toISOString().slice(0, 10)) });
  });
});
