import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { CHANNEL_KINDS, type ChannelKind, type LeadChannel } from '#app/domain/leads/channels/channel.ts';
import { deleteChannel } from '#app/domain/leads/delete-channel.server.ts';
import { forgetArrivals } from '#app/domain/leads/forget-arrivals.server.ts';
import { readChannelEvents } from '#app/domain/leads/read-channels.server.ts';
import { readContacts } from '#app/domain/leads/read-contacts.server.ts';
import { updateChannel } from '#app/domain/leads/update-channel.server.ts';
import { DAY_MS, HOUR_MS, after as later } from '#app/kernel/time.ts';
import {
  callRail,
  callTouch,
  formMail,
  LEADS,
  leadAds,
  type Payload,
  tableMail,
  telegram,
  tilda,
  vkLead,
  vkMessage,
} from '../factories/channel-payloads.ts';
import { CHANNEL_CONSENT, makeChannel } from '../factories/channels.ts';
import { freshPhone, fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

/** Too long to stand in sealed bytes by chance. */
const CHAT = 5_551_234_567_890;
const ACTOR = { actor: 'test', origin: 'test' };

let world: World;
let stop: () => Promise<void>;
let url: string;
let sellerId: string;
let offer: Offer;
let event = 1_000;

beforeAll(async () => {
  world = await openWorld({ role: 'worker' });
  ({ url, stop } = await serve(world));
  sellerId = await makeOrganisation(world.db, 'seller');
  offer = await makeOffer(world.db, sellerId, { channels: ['form', 'call', 'email', 'social', 'messenger'] });
});
afterAll(async () => {
  await stop();
  await world.close();
});

const open = (kind: ChannelKind, settings = {}) =>
  makeChannel(world.db, { organisationId: sellerId, offerId: offer.id, kind }, settings);

async function post(channel: LeadChannel, { body, headers }: Payload, at = url) {
  const response = await fetch(`${at}/in/${channel.secrets.token}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'text/plain', ...headers },
  });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : null };
}

const person = (channel: LeadChannel) => {
  event += 1;
  return { phone: freshPhone(), event, secret: channel.secrets.secret };
};

const eventsOf = ({ id }: LeadChannel) => readChannelEvents(world.db, { channelId: id });

async function leadOf(channel: LeadChannel) {
  const [newest] = await eventsOf(channel);
  const leadId = newest?.leadId ?? '';
  const lead = await world.db.prisma.lead.findUniqueOrThrow({
    where: { id: leadId },
    include: { consent: true },
  });
  const contact = (await readContacts(world.db, [leadId])).get(leadId);
  return { ...lead, contact };
}

describe('a lead by each channel', () => {
  it.each(CHANNEL_KINDS)('%s comes in once, however often and at once it is sent', async (kind) => {
    const channel = await open(kind);
    const who = person(channel);
    const payload = LEADS[kind](who);
    const answers = await Promise.all([1, 2, 3].map(() => post(channel, payload)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await post(channel, payload)).status).toBe(200);
    const events = await eventsOf(channel);
    expect(events).toMatchObject([{ outcome: 'taken', repeats: 3 }]);
    const lead = await leadOf(channel);
    expect(lead.contact?.phoneE164).toBe(who.phone);
    expect(lead.consent).toMatchObject({ text: CHANNEL_CONSENT });
    expect(lead.contact?.consentUrl).toBe('https://site.example/form');
    const all = await world.db.prisma.lead.findMany({ where: { offerId: offer.id } });
    const same = await readContacts(
      world.db,
      all.map(({ id }) => id),
    );
    expect([...same.values()].filter(({ phoneE164 }) => phoneE164 === who.phone)).toHaveLength(1);
    const settled = await until('it has a verdict', () =>
      world.db.prisma.lead.findFirst({ where: { id: lead.id, settledAt: { not: null } } }),
    );
    expect(settled.status).toBe('available');
  });

  it.each(CHANNEL_KINDS)('%s leaves nothing of the person outside of the vault', async (kind) => {
    const channel = await open(kind);
    const who = person(channel);
    expect((await post(channel, LEADS[kind](who))).status).toBe(200);
    // Bytes are read as PostgreSQL writes them: what lies unsealed in a column of bytes is in the clear, too.
    const digits = who.phone.slice(1);
    const written = [digits, Buffer.from(digits).toString('hex')];
    for (const table of [
      'lead',
      'lead_channel',
      'channel_event',
      'channel_dialogue',
      'lead_consent',
      'pgboss.job',
    ]) {
      const { rows } = await world.owner.query(`SELECT t::text AS row FROM ${table} t`);
      for (const { row } of rows) for (const form of written) expect(row).not.toContain(form);
    }
  });
});

describe('a webhook', () => {
  it('is understood by the names of its fields', async () => {
    const channel = await open('webhook');
    await post(channel, tilda(person(channel)));
    expect(await leadOf(channel)).toMatchObject({
      attributes: { rooms: 2 },
      subIds: ['', 'google'],
      channel: 'form',
      traffic: 'search',
      contact: {
        name: 'Олена',
        message: 'Дві кімнати, ближче до річки',
        extraAttributes: { formid: 'form79128', formname: 'Footer' },
      },
    });
    await post(channel, leadAds(person(channel)));
    const lead = await leadOf(channel);
    expect(lead).toMatchObject({
      campaign: 'autumn',
      contact: {
        name: 'Olena K',
        email: 'olena.koval@gmail.com',
        extraAttributes: { 'which floor?': 'third' },
      },
    });
    expect(lead.consent?.givenAt.getTime()).toBeLessThan(Date.now() - 50_000);
  });

  it.each([
    ['область', 'Київ', 'UA-30', null],
    ['Регіон', 'Львівська область', 'UA-46', null],
    ['region', 'львовская', 'UA-46', null],
    ['Oblast', 'Kharkiv', 'UA-63', null],
    ['region', 'RU-LEN', 'RU-LEN', null],
    // No region of the offer's countries: it may be a town, and the channel's own region stands.
    ['область', 'Мукачево', 'UA-30', 'Мукачево'],
    ['region', 'London', 'UA-30', 'London'],
  ])('%s "%s" is read as %s', async (field, value, regionCode, city) => {
    const channel = await open('webhook');
    await post(channel, {
      body: JSON.stringify({ name: 'Olena', phone: freshPhone(), [field]: value }),
      headers: { 'content-type': 'application/json' },
    });
    const lead = await leadOf(channel);
    expect(lead).toMatchObject({ regionCode, contact: { city, extraAttributes: {} } });
  });

  it('is understood by its mapping where names say nothing', async () => {
    const channel = await open('webhook', {
      mapping: {
        'a.q1': 'phone',
        'a.q2': 'name',
        q3: 'attributes.rooms',
        q4: 'ignore',
        ref: 'event_id',
        ok: 'consent',
      },
    });
    const who = person(channel);
    const body = (ok: unknown, ref = 'r1') => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ a: { q1: who.phone, q2: 'Olena' }, q3: '3', q4: 'x', ref, ok }),
    });
    expect(await post(channel, body(false))).toMatchObject({
      status: 422,
      body: { code: 'channel_lead_refused' },
    });
    expect(await eventsOf(channel)).toMatchObject([
      { outcome: 'refused', code: 'consent_not_given', leadId: null },
    ]);
    // Sent again with the box ticked it is taken, by the same event.
    expect(await post(channel, body(true))).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect(await eventsOf(channel)).toMatchObject([{ outcome: 'taken', repeats: 1 }]);
    expect(await leadOf(channel)).toMatchObject({
      attributes: { rooms: 3 },
      contact: { name: 'Olena', extraAttributes: {} },
    });
  });

  it('without what a lead needs is told so, and leaves no lead', async () => {
    const channel = await open('webhook');
    const before = await world.db.prisma.lead.count();
    const answer = await post(channel, {
      body: 'Name=Olena',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer).toMatchObject({ status: 422, body: { code: 'channel_lead_refused' } });
    expect(answer.body.detail).toContain('contact_needed');
    expect(await world.db.prisma.lead.count()).toBe(before);
  });
});

describe('an e-mail', () => {
  it('that was forwarded is read past the heads of the forwarding', async () => {
    const channel = await open('email');
    const who = person(channel);
    await post(channel, formMail(who));
    expect(await leadOf(channel)).toMatchObject({
      contact: {
        name: 'Оксана',
        phoneE164: who.phone,
        email: 'oksana@gmail.com',
        message: 'Потрібна консультація\nзавтра вранці',
        sourceUrl: 'https://site.example/flats',
        extraAttributes: {},
      },
    });
  });

  it('is read out of a table, in the encoding that it names', async () => {
    const channel = await open('email');
    const who = person(channel);
    await post(channel, tableMail(who));
    expect(await leadOf(channel)).toMatchObject({ contact: { name: 'Ольга', phoneE164: who.phone } });
  });
});

describe('VK', () => {
  it('confirms its address, and is believed only with the secret', async () => {
    const channel = await open('vk', { channel: 'social' });
    const confirmation = { body: '{"type":"confirmation","group_id":179121111}' };
    expect(await post(channel, confirmation)).toMatchObject({ status: 200, text: 'a1b2c3d4' });
    const who = person(channel);
    expect(await post(channel, vkLead({ ...who, secret: 'wrong' }))).toMatchObject({
      status: 403,
      body: { code: 'channel_secret_wrong' },
    });
    expect(await eventsOf(channel)).toEqual([]);
    expect(await post(channel, vkLead(who))).toMatchObject({ status: 200, text: 'ok' });
    expect(await leadOf(channel)).toMatchObject({
      channel: 'social',
      campaign: 'Новостройки',
      contact: {
        name: 'Анна Смирнова',
        extraAttributes: { vk: 'https://vk.com/id7890123', 'Какой этаж?': 'третий' },
      },
    });
    const other = { type: 'wall_post_new', secret: who.secret, object: { id: 1, text: 'Hello' } };
    expect(await post(channel, { body: JSON.stringify(other) })).toMatchObject({ status: 200, text: 'ok' });
    expect(await eventsOf(channel)).toHaveLength(1);
  });

  it('lets a message to the group become a lead with its product, once its writer names a number', async () => {
    const channel = await open('vk', { channel: 'social' });
    const { phone } = person(channel);
    const from = 1_000_000 + event;
    const say = (message: Parameters<typeof vkMessage>[0], as = from) => {
      event += 1;
      const sent = vkMessage(message, { event, secret: channel.secrets.secret, from: as });
      return { sent, answer: post(channel, sent) };
    };
    const ok = { status: 200, text: 'ok' };
    const asked = say({
      text: 'Здравствуйте, ещё продаётся?',
      product: 'Двухкомнатная у реки',
      ref: 'click-9',
    });
    expect(await asked.answer).toMatchObject(ok);
    // VK tells of the same again when an answer was lost.
    expect(await post(channel, asked.sent)).toMatchObject(ok);
    expect(await say({ text: 'Продаётся', out: 1 }).answer).toMatchObject(ok);
    expect(await say({ text: phone, peer_id: 2_000_000_001 }).answer, 'in a chat of many').toMatchObject(ok);
    expect(await say({ text: phone, from_id: 'nobody' }).answer, 'unlike a message').toMatchObject(ok);
    expect(await eventsOf(channel)).toEqual([]);
    const { rows } = await world.owner.query('SELECT d::text AS row FROM channel_dialogue d');
    expect(rows.map(({ row }) => row).join(), 'it is sealed').not.toMatch(/реки|click-9/);

    const given = say({ text: `Мой номер ${phone}, звоните` });
    expect(await given.answer).toMatchObject(ok);
    expect(await post(channel, given.sent)).toMatchObject(ok);
    expect(await eventsOf(channel)).toMatchObject([{ outcome: 'taken', repeats: 1 }]);
    expect(await leadOf(channel)).toMatchObject({
      channel: 'social',
      subIds: ['click-9'],
      consent: { text: CHANNEL_CONSENT },
      contact: {
        phoneE164: phone,
        message: `Двухкомнатная у реки\nЗдравствуйте, ещё продаётся?\nМой номер ${phone}, звоните`,
        extraAttributes: { vk: `https://vk.com/id${from}` },
      },
    });
    expect(await world.db.prisma.channelDialogue.count({ where: { channelId: channel.id } })).toBe(0);

    // Their number again is no second lead; somebody else's message is not theirs.
    expect(await say({ text: `Это снова я, ${phone}` }).answer).toMatchObject(ok);
    expect((await eventsOf(channel))[0]).toMatchObject({ outcome: 'passed_over', code: 'known_number' });
    const { phone: second } = person(channel);
    expect(await say({ text: `Консультация. ${second}` }, from + 1).answer).toMatchObject(ok);
    expect((await leadOf(channel)).contact).toMatchObject({
      phoneE164: second,
      message: `Консультация. ${second}`,
    });
  });

  it('hears ok of a form that can be no lead, or it would send it for ever', async () => {
    const channel = await open('vk');
    const who = person(channel);
    expect(await post(channel, vkLead({ ...who, phone: '' }))).toMatchObject({ status: 200, text: 'ok' });
    expect(await eventsOf(channel)).toMatchObject([{ outcome: 'refused', code: 'contact_needed' }]);
  });
});

describe('a Telegram bot', () => {
  it('asks what is wanted, shows the wording, and takes the number', async () => {
    const channel = await open('telegram', { channel: 'messenger' });
    const who = person(channel);
    const say = (message: Parameters<typeof telegram>[0]) => {
      event += 1;
      return post(channel, telegram(message, { ...who, event, chat: CHAT }));
    };
    expect((await say({ text: '/start click-77' })).body).toMatchObject({
      method: 'sendMessage',
      chat_id: CHAT,
      text: 'What do you need?',
    });
    const asked = await say({ text: 'A flat with two rooms' });
    expect(asked.body).toMatchObject({
      text: CHANNEL_CONSENT,
      reply_markup: { keyboard: [[{ text: 'Share my number', request_contact: true }]] },
    });
    await say({ text: 'and a balcony' });
    const { rows } = await world.owner.query('SELECT d::text AS row FROM channel_dialogue d');
    expect(rows).toHaveLength(1);
    expect(rows[0].row, 'it is sealed').not.toMatch(new RegExp(`balcony|${CHAT}`));
    // Somebody else's number is not theirs to give.
    expect((await say({ contact: { phone: who.phone, of: 999 } })).body).toMatchObject({
      text: CHANNEL_CONSENT,
    });
    expect((await say({ contact: { phone: who.phone } })).body).toMatchObject({ text: 'Thank you.' });
    expect(await leadOf(channel)).toMatchObject({
      subIds: ['click-77'],
      language: 'uk',
      channel: 'messenger',
      contact: { name: 'Olena', phoneE164: who.phone, message: 'A flat with two rooms\nand a balcony' },
    });
    expect(await world.db.prisma.channelDialogue.count({ where: { channelId: channel.id } })).toBe(0);
  });

  it('believes nobody without the secret, and forgets who gave no number', async () => {
    const channel = await open('telegram');
    const who = person(channel);
    expect((await post(channel, telegram({ text: 'Hi' }, { ...who, secret: '' }))).status).toBe(403);
    await post(channel, telegram({ text: 'Hi' }, who));
    const dialogues = () => world.db.prisma.channelDialogue.count({ where: { channelId: channel.id } });
    await forgetArrivals(world.db.pool, { now: later(new Date(), 23 * HOUR_MS) });
    expect(await dialogues()).toBe(1);
    await forgetArrivals(world.db.pool, { now: later(new Date(), DAY_MS + 60_000) });
    expect(await dialogues()).toBe(0);
  });
});

describe('a call', () => {
  it('of a new number makes a lead with its recording; of a known one it does not', async () => {
    const channel = await open('call', { channel: 'call' });
    const who = person(channel);
    await post(channel, callRail(who));
    expect(await leadOf(channel)).toMatchObject({
      channel: 'call',
      campaign: 'autumn',
      subIds: [`click-${who.event}`, 'Google Ads'],
      contact: {
        phoneE164: who.phone,
        extraAttributes: {
          recording: expect.stringContaining(`CAL${who.event}`),
          call_seconds: '73',
          call_missed: 'false',
        },
      },
    });
    const again = await post(channel, callRail({ ...who, event: who.event + 100_000 }));
    expect(again).toMatchObject({ status: 200, body: { status: 'ignored', code: 'known_number' } });
    // At once, and by another way: a form brought the number before.
    const claimed = person(channel);
    const webhook = await open('webhook');
    await post(webhook, tilda(claimed));
    const { id } = await leadOf(webhook);
    await until('the form’s lead has claimed the number', () =>
      world.db.prisma.contactClaim.findFirst({ where: { leadId: id } }),
    );
    expect((await post(channel, callTouch(claimed))).body).toMatchObject({ code: 'known_number' });
    const fresh = person(channel);
    const both = await Promise.all([
      post(channel, callRail(fresh)),
      post(channel, callRail({ ...fresh, event: fresh.event + 100_000 })),
    ]);
    expect(both.map(({ body }) => body.status).sort()).toEqual(['accepted', 'ignored']);
  });

  it('that nobody took is an interest too, unless the channel leaves those out', async () => {
    const channel = await open('call', { channel: 'call' });
    const who = person(channel);
    expect((await post(channel, callTouch(who))).body).toMatchObject({ status: 'accepted' });
    expect((await leadOf(channel)).contact?.extraAttributes).toMatchObject({
      call_missed: 'true',
      call_seconds: '0',
    });
    const strict = await open('call', { channel: 'call', call: { leastSeconds: 30, takesMissed: false } });
    const code = async (payload: Payload) => (await post(strict, payload)).body.code;
    expect(await code(callTouch(person(strict)))).toBe('missed_call');
    expect(await code(callRail(person(strict), { duration: 12 }))).toBe('short_call');
    expect(await code(callRail(person(strict), { direction: 'outbound' }))).toBe('outgoing_call');
    expect(await code(callRail({ ...person(strict), phone: 'anonymous' }))).toBe('no_number');
    expect((await post(strict, callTouch(person(strict), { callphase: 'callconnected' }))).body).toEqual({
      status: 'noted',
    });
    expect((await post(strict, callRail(person(strict)))).body).toMatchObject({ status: 'accepted' });
    expect(await eventsOf(strict)).toHaveLength(5);
  });
});

describe('a channel', () => {
  it('that is paused, or whose offer is, refuses for now and takes what is sent again', async () => {
    const channel = await open('webhook');
    const payload = tilda(person(channel));
    const change = { ...ACTOR, organisationId: sellerId, channelId: channel.id, now: new Date() };
    await updateChannel(world.db, { ...change, change: { status: 'paused' } });
    expect(await post(channel, payload)).toMatchObject({ status: 409, body: { code: 'channel_paused' } });
    await updateChannel(world.db, { ...change, change: { status: 'active' } });
    await world.db.prisma.offer.update({ where: { id: offer.id }, data: { status: 'paused' } });
    expect(await post(channel, payload)).toMatchObject({ status: 409, body: { code: 'offer_not_active' } });
    expect(await eventsOf(channel)).toMatchObject([{ outcome: 'refused', code: 'offer_not_active' }]);
    await world.db.prisma.offer.update({ where: { id: offer.id }, data: { status: 'active' } });
    expect((await post(channel, payload)).status).toBe(200);
    expect(await eventsOf(channel)).toMatchObject([{ outcome: 'taken', repeats: 1 }]);
  });

  it('that was deleted leads nowhere, as does an address that was made up', async () => {
    const channel = await open('webhook');
    await deleteChannel(world.db, {
      ...ACTOR,
      organisationId: sellerId,
      channelId: channel.id,
      now: new Date(),
    });
    expect(await post(channel, tilda(person(channel)))).toMatchObject({
      status: 404,
      body: { code: 'channel_unknown' },
    });
    const madeUp = { ...channel, secrets: { ...channel.secrets, token: 'x'.repeat(32) } };
    expect((await post(madeUp, tilda(person(channel)))).status).toBe(404);
    const row = await world.db.prisma.leadChannel.findUniqueOrThrow({ where: { id: channel.id } });
    expect(Buffer.from(row.sealed).includes(channel.secrets.token)).toBe(false);
  });

  it('is nobody else’s to change', async () => {
    const channel = await open('webhook');
    const other = {
      ...ACTOR,
      organisationId: await makeOrganisation(world.db, 'seller'),
      channelId: channel.id,
      now: new Date(),
    };
    await expect(updateChannel(world.db, { ...other, change: { status: 'paused' } })).rejects.toThrow(
      'channel_unknown',
    );
    await expect(deleteChannel(world.db, other)).rejects.toThrow('channel_unknown');
    await expect(
      makeChannel(world.db, { organisationId: other.organisationId, offerId: offer.id, kind: 'webhook' }),
    ).rejects.toThrow('offer_id_unknown');
  });

  it('of a blocked seller takes nothing; a body that is too large is refused', async () => {
    const blockedId = await makeOrganisation(world.db, 'seller');
    const theirs = await makeOffer(world.db, blockedId);
    const channel = await makeChannel(world.db, {
      organisationId: blockedId,
      offerId: theirs.id,
      kind: 'webhook',
    });
    expect((await post(channel, { body: 'x'.repeat(70_000) })).status).toBe(413);
    expect((await post(channel, { body: 'x'.repeat(600_000) })).status).toBe(413);
    await world.owner.query(`UPDATE organisation SET blocked_at = now() WHERE id = $1`, [blockedId]);
    expect(await post(channel, tilda(person(channel)))).toMatchObject({
      status: 403,
      body: { code: 'organisation_blocked' },
    });
  });

  it('of mails takes a few a second of one seller, whichever channels they come by', async () => {
    const served = await serve(world, { works: false, keylessRatePerSecond: 100 });
    const organisationId = await makeOrganisation(world.db, 'seller');
    const own = await makeOffer(world.db, organisationId, { channels: ['email'] });
    const channels = await Promise.all(
      [1, 2].map(() => makeChannel(world.db, { organisationId, offerId: own.id, kind: 'email' })),
    );
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, nth) =>
        post(channels[nth % 2] as LeadChannel, { body: 'Subject: x\r\n\r\nnothing' }, served.url),
      ),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(25);
    const other = await open('email');
    expect((await post(other, formMail(person(other)), served.url)).status).toBe(200);
    await served.stop();
  });

  it('of a seller is open, whoever guesses tokens from its sender’s address', async () => {
    const served = await serve(world, { works: false, keylessRatePerSecond: 2 });
    const channel = await open('webhook');
    expect((await post(channel, tilda(person(channel)), served.url)).status).toBe(200);
    const guesses = [];
    for (let nth = 0; nth < 12; nth += 1)
      guesses.push(
        (await fetch(`${served.url}/in/${String(nth).padEnd(32, 'x')}`, { method: 'POST' })).status,
      );
    expect(guesses).toEqual([...Array(9).fill(404), 429, 429, 429]);
    expect((await post(channel, tilda(person(channel)), served.url)).status).toBe(200);
    await served.stop();
  });

  it('sells like the API does', async () => {
    const buyerId = await makeOrganisation(world.db, 'buyer');
    await fund(world.db, buyerId, 1_000_000n);
    await makeOrder(world.db, buyerId);
    const channel = await open('webhook');
    await post(channel, tilda(person(channel)));
    const { id } = await leadOf(channel);
    await until('it is sold', () => world.db.prisma.sale.findFirst({ where: { leadId: id } }));
  });
});
