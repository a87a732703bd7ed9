import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { showContact } from '#app/domain/casework/show-contact.server.ts';
import { announce } from '#app/domain/delivery/announce.server.ts';
import { attemptDelivery } from '#app/domain/delivery/attempt-delivery.server.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { personPath } from '#app/domain/privacy/person-link.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { newId } from '#app/kernel/ids.ts';
import * as settings from '#app/routes/admin/settings.tsx';
import * as certificate from '#app/routes/buyer/certificate.tsx';
import * as certificatePdf from '#app/routes/buyer/certificate-pdf.tsx';
import * as inbox from '#app/routes/buyer/inbox.tsx';
import * as sale from '#app/routes/buyer/sale.tsx';
import * as withdrawals from '#app/routes/buyer/withdrawals.tsx';
import * as staffSale from '#app/routes/moderator/sale.tsx';
import * as staffSeller from '#app/routes/moderator/seller.tsx';
import * as myData from '#app/routes/public/my-data.tsx';
import { sendLeads } from '../factories/leads.ts';
import { makeKey, makeOrganisation } from '../factories/market.ts';
import { makePerson, type Person } from '../factories/people.ts';
import { openTrade, type Trade } from '../factories/trade.ts';
import { apiClient } from '../setup/client.ts';
import { askPage, type PageAnswer, type PageModule, pageContext } from '../setup/pages.ts';
import { readPdf } from '../setup/read-pdf.ts';
import { openReceiver } from '../setup/receiver.ts';
import { openWorld, serve, type World } from '../setup/world.ts';

let world: World;
let url: string;
let stop: () => Promise<void>;
let trade: Trade;
let agent: Person;
let stranger: Person;
let moderator: Person;
let admin: Person;

// biome-ignore lint/suspicious/noExplicitAny: a page's data are read field by field, as the page does
type Shown = any;

beforeAll(async () => {
  world = await openWorld();
  const served = await serve(world, { works: false });
  ({ url, stop } = served);
  const { db } = world;
  trade = await openTrade(db, { niche: 'legal.family' });
  agent = await makePerson(db, { organisationId: trade.buyerId, role: 'agent' });
  stranger = await makePerson(db, { organisationId: await makeOrganisation(db, 'buyer') });
  moderator = await makePerson(db, { platformRole: 'moderator', secondFactor: true });
  admin = await makePerson(db, { platformRole: 'admin', secondFactor: true });
});
afterAll(async () => {
  await stop();
  await world.close();
});

const ask = (
  page: unknown,
  who: Person | null,
  params: Record<string, string>,
  form?: Record<string, string>,
): Promise<PageAnswer & { data: Shown }> =>
  askPage(world, page as PageModule, {
    token: who?.token ?? null,
    path: '/somewhere',
    params,
    ...(form ? { form } : {}),
  });

/** A lead of which everything that may be told was told. */
async function sellWhole() {
  const offer = await world.db.prisma.offer.findFirstOrThrow({ where: { organisationId: trade.sellerId } });
  const [lead] = await sendLeads(world.db, { organisationId: trade.sellerId, id: offer.id }, [
    {
      contact: {
        name: 'Olena Kovalenko',
        ip: '203.0.113.77',
        userAgent: 'Test browser',
        consentUrl: 'https://site.example/form',
        message: 'Please call in the evening.',
        referrer: 'https://search.example/?q=flats',
      },
    },
  ]);
  const leadId = lead?.id ?? '';
  const { id: saleId } = await world.db.prisma.sale.findFirstOrThrow({ where: { leadId } });
  return { leadId, saleId, token: personPath(world.db, leadId).replace('/my-data/', '') };
}

describe('whoever reads a contact is written down', () => {
  const readings = async (leadId: string) =>
    (await world.db.prisma.contactReading.findMany({ where: { leadId }, orderBy: { at: 'asc' } })).map(
      ({ way, why, reader, organisationId }) => ({ way, why, reader, organisationId }),
    );

  it('on the pages of the inbox and of the sale', async () => {
    const { leadId, saleId } = await sellWhole();
    expect((await ask(sale, agent, { saleId })).data.contact.name).toBe('Olena Kovalenko');
    await ask(inbox, agent, {});
    const page = { way: 'page', why: 'bought', reader: agent.id, organisationId: trade.buyerId };
    expect(await readings(leadId)).toEqual([page]);
    const { leadId: another } = await sellWhole();
    await ask(inbox, agent, {});
    expect(await readings(another)).toEqual([page]);
  });

  it('by the API, one sale or many', async () => {
    const { leadId, saleId } = await sellWhole();
    const call = apiClient(url, await makeKey(world.db, trade.buyerId));
    expect((await call('GET', `/sales/${saleId}`)).body.contact.name).toBe('Olena Kovalenko');
    await call('GET', '/sales');
    const reader = expect.stringMatching(/^key:/);
    expect(await readings(leadId)).toEqual([
      { way: 'api', why: 'bought', reader, organisationId: trade.buyerId },
    ]);
    // Its seller gets the sale without the contact.
    const { leadId: unread, saleId: theirs } = await sellWhole();
    await apiClient(url, await makeKey(world.db, trade.sellerId))('GET', `/sales/${theirs}`);
    expect(await readings(unread)).toEqual([]);
  });

  it('by a webhook, each attempt', async () => {
    const { leadId, saleId } = await sellWhole();
    const receiver = await openReceiver(() => undefined);
    const { endpoint } = await createEndpoint(world.db, {
      actor: 'test',
      origin: 'test',
      organisationId: trade.buyerId,
      url: `${receiver.url}/hook`,
      events: ['lead.sold'],
      allowPrivate: true,
      now: new Date(),
    });
    const organisationId = trade.buyerId;
    await announce(world.db, {
      announcements: [{ event: 'lead.sold', subjectId: saleId, organisationId }],
      now: new Date(),
    });
    const { id: deliveryId } = await world.db.prisma.delivery.findFirstOrThrow({
      where: { subjectId: saleId },
    });
    await attemptDelivery(world.db, {
      deliveryId,
      attempt: 1,
      once: false,
      allowPrivate: true,
      now: new Date(),
    });
    await receiver.close();
    expect(await readings(leadId)).toEqual([
      { way: 'webhook', why: 'bought', reader: endpoint.id, organisationId },
    ]);
  });

  it('by a moderator who decides a dispute, and by who opens the certificate', async () => {
    const { leadId, saleId } = await sellWhole();
    const dispute = await openDispute(world.db, {
      actor: 'test',
      origin: 'test',
      saleId,
      buyerOrganisationId: trade.buyerId,
      reason: 'wrong_person',
      detail: '',
      now: new Date(),
    });
    await showContact(world.db, {
      disputeId: dispute.id,
      why: 'To compare with the call log.',
      actor: moderator.id,
      origin: 'test',
      now: new Date(),
    });
    await ask(certificate, agent, { saleId });
    expect(await readings(leadId)).toEqual([
      { way: 'moderator', why: 'dispute', reader: moderator.id, organisationId: null },
      { way: 'certificate', why: 'bought', reader: agent.id, organisationId: trade.buyerId },
    ]);
    const shown = await ask(staffSale, moderator, { saleId });
    expect(shown.data.readings).toMatchObject([
      { way: 'certificate', party: 'Test buyer' },
      { way: 'moderator', party: null },
    ]);
  });

  it('and what was written is never changed or removed', async () => {
    const { leadId, saleId } = await sellWhole();
    await ask(sale, agent, { saleId });
    for (const sql of [
      `UPDATE contact_reading SET reader = 'nobody' WHERE lead_id = $1`,
      'DELETE FROM contact_reading WHERE lead_id = $1',
    ])
      await expect(world.owner.query(sql, [leadId])).rejects.toThrow(/never changed or removed/);
  });
});

describe('the certificate of consent', () => {
  it('shows words, page, times and who collected it, and withholds what tells a connection', async () => {
    const { saleId } = await sellWhole();
    const { data } = await ask(certificate, agent, { saleId });
    const facts = JSON.stringify(data.facts);
    expect(data.text).toBe('I agree to be called about my request.');
    expect(facts).toContain('https://site.example/form');
    expect(facts).toContain('203.0.113.…');
    expect(facts).not.toContain('203.0.113.77');
    expect(facts).toContain('Test seller');
    const again = await ask(certificate, agent, { saleId });
    expect(again.data.facts).toEqual(data.facts);
    expect((await ask(certificate, stranger, { saleId })).status).toBe(404);
  });

  it('is a PDF too', async () => {
    const { saleId } = await sellWhole();
    const response = (await certificatePdf.loader({
      request: new Request('http://localhost:3000/', { headers: { cookie: `birja_session=${agent.token}` } }),
      params: { saleId },
      context: pageContext(world, agent.token),
    })) as Response;
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const text = (await readPdf(new Uint8Array(await response.arrayBuffer()))).flat(2).join('\n');
    expect(text).toContain('I agree to be called about my request.');
    expect(text).toContain('203.0.113.…');
  });

  it('keeps words and time when the person is gone, and loses page and address', async () => {
    const { saleId, token } = await sellWhole();
    await ask(myData, null, { token }, { kind: 'changed_mind', confirmed: 'yes' });
    const { data } = await ask(certificate, agent, { saleId });
    expect(data).toMatchObject({ isErased: true, text: 'I agree to be called about my request.' });
    expect(JSON.stringify(data.facts)).not.toMatch(/site\.example|203\.0/);
  });
});

describe('the page of a person', () => {
  it('shows everything that was collected, in plain words, to who has the link', async () => {
    const { saleId, token } = await sellWhole();
    await ask(sale, agent, { saleId });
    const { data } = await ask(myData, null, { token });
    const own = JSON.stringify(data.collected.own);
    for (const text of ['Olena Kovalenko', 'Please call in the evening.', '203.0.113.77', 'Test browser'])
      expect(own).toContain(text);
    expect(data.buyers).toMatchObject([{ party: 'Test buyer, Ukraine' }]);
    expect(data.readings.map((one: Shown) => one.text)).toEqual(['Test buyer: somebody there opened it']);
    expect((await ask(myData, null, { token: `${token}x` })).status).toBe(404);
  });

  it('says what was asked for in the words of the person’s own language', async () => {
    const { leadId, token } = await sellWhole();
    await world.db.prisma.lead.update({
      where: { id: leadId },
      data: {
        language: 'uk',
        attributes: { case_type: 'divorce', children: 2, in_court: false },
        wantedWithinDays: 30,
        budgetMinor: 200_000_000n,
        budgetCurrency: 'UAH',
        decisionMaker: true,
        preferredChannel: 'messenger',
        regionCode: 'UA-46',
        placeCode: 'UA-46',
      },
    });
    const { data } = await ask(myData, null, { token });
    expect(data.collected.place).toBe('Львівська область, Україна');
    const own = new Map(data.collected.own.map(({ term, value }: Shown) => [term, value]));
    expect(own.get('Відповіді')).toBe('Тип справи: Розлучення\nДітей до 18 років: 2\nВже в суді: ні');
    expect(own.get('Коли потрібно')).toBe('протягом 30 дн.');
    expect(own.get('Бюджет')).toMatch(/2.000.000.*UAH/);
    expect(own.get('Мова')).toBe('українська');
    expect(own.get('Вирішує самостійно')).toBe('так');
    expect(own.get('Як краще зв’язатися')).toBe('месенджер');
    expect(own.get('Звідки прийшли')).toBe('https://search.example/?q=flats');
  });

  it('speaks the language of the request, and another when it is asked', async () => {
    const { token, leadId } = await sellWhole();
    const page = (search: string, language: string | null) =>
      world.db.prisma.lead.update({ where: { id: leadId }, data: { language } }).then(() =>
        askPage(world, myData as unknown as PageModule, {
          token: null,
          path: `/my-data/x${search}`,
          params: { token },
        }),
      );
    const seen = async (search: string, language: string | null) => {
      const { data } = (await page(search, language)) as { data: Shown };
      return [data.language, data.buyers[0].party];
    };
    expect(await seen('', 'uk')).toEqual(['uk', 'Test buyer, Україна']);
    expect(await seen('?lang=hu', 'uk')).toEqual(['hu', 'Test buyer, Ukrajna']);
    expect(await seen('?lang=xx', 'ru')).toEqual(['ru', 'Test buyer, Украина']);
    expect(await seen('', null)).toEqual(['en', 'Test buyer, Ukraine']);
  });

  it('asks before it erases, and then says who was told', async () => {
    const { token, leadId } = await sellWhole();
    const asked = await ask(myData, null, { token }, { kind: 'never_asked', suppress: 'yes' });
    expect(asked.data.ask).toMatchObject({
      figures: [{ value: '1' }, { value: 'are refused' }],
      fields: { kind: 'never_asked', suppress: 'yes' },
    });
    expect(await world.db.prisma.withdrawal.count({ where: { leadId } })).toBe(0);
    for (let time = 0; time < 2; time += 1)
      expect(
        (await ask(myData, null, { token }, { ...asked.data.ask.fields, confirmed: 'yes' })).status,
      ).toBe(302);
    const { data } = await ask(myData, null, { token });
    expect(data).toMatchObject({
      isErased: true,
      withdrawal: { kind: 'never_asked', suppressed: true },
      collected: { own: [] },
      buyers: [{ party: 'Test buyer, Ukraine', erasedAt: null }],
    });
    expect((await ask(myData, null, { token }, { kind: 'sold' })).status).toBe(400);
    const seller = await ask(staffSeller, moderator, { organisationId: trade.sellerId });
    expect(seller.data.withdrawals.neverAsked).toBeGreaterThan(0);
  });

  it('is kept by nobody on the way and is not found by search engines', () => {
    const sent = myData.headers({} as Parameters<typeof myData.headers>[0]);
    expect(sent).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
    expect(JSON.stringify(sent)).toContain('noindex');
  });
});

describe('the list of people who withdrew', () => {
  it('asks the buyer to erase, and takes the answer once it is confirmed', async () => {
    const { saleId, token } = await sellWhole();
    await ask(myData, null, { token }, { kind: 'changed_mind', confirmed: 'yes' });
    const row = async () =>
      (await ask(withdrawals, agent, {})).data.rows.find((one: Shown) => one.saleId === saleId);
    expect(await row()).toMatchObject({ kind: 'changed_mind', erasedAt: null });
    const openSales = async () => {
      const { data } = await askPage(world, withdrawals as unknown as PageModule, {
        token: agent.token,
        path: '/buy/withdrawals?show=open',
        params: {},
      });
      return (data as Shown).rows.map((one: Shown) => one.saleId);
    };
    const line = async () => (await ask(sale, agent, { saleId })).data.line;
    expect(await line()).toMatchObject({ isOpen: false, hasWithdrawn: true, owesErasure: true });
    expect(await openSales()).toContain(saleId);
    const waiting = (await ask(inbox, agent, {})).data.toAnswer;
    expect((await ask(withdrawals, agent, {}, { saleId, what: 'x' })).data.ask.fields).toEqual({ saleId });
    expect((await ask(withdrawals, agent, {}, { saleId, confirmed: 'yes' })).status).toBe(302);
    expect((await row()).erasedAt).toBeInstanceOf(Date);
    expect(await openSales()).not.toContain(saleId);
    expect(await line()).toMatchObject({ hasWithdrawn: true, owesErasure: false });
    expect((await ask(inbox, agent, {})).data.toAnswer).toBe(waiting - 1);
    const { data } = await ask(withdrawals, stranger, {}, { saleId, confirmed: 'yes' });
    expect(data.refusal).toMatch(/withdrew/);
    expect((await ask(myData, null, { token })).data.buyers[0].erasedAt).toBeInstanceOf(Date);
  });

  it('is answered by the API too, newest first, page by page', async () => {
    const made = [await sellWhole(), await sellWhole()];
    for (const { token } of made)
      await ask(myData, null, { token }, { kind: 'never_asked', confirmed: 'yes' });
    const call = apiClient(url, await makeKey(world.db, trade.buyerId));
    const first = await call('GET', '/withdrawals?limit=1');
    expect(first.body.data).toMatchObject([
      { sale_id: made[1]?.saleId, reason: 'never_asked', erased_at: null },
    ]);
    const second = await call('GET', `/withdrawals?limit=1&cursor=${first.body.next_cursor}`);
    expect(second.body.data).toMatchObject([{ sale_id: made[0]?.saleId }]);
    const erased = await call('POST', `/sales/${made[0]?.saleId}/erased`);
    expect(erased.status).toBe(200);
    expect(erased.body.erased_at).not.toBeNull();
    expect((await call('POST', `/sales/${newId('sale')}/erased`)).status).toBe(404);
  });
});

describe('the settings of what is kept and who may trade', () => {
  const set = (form: Record<string, string>) => ask(settings, admin, {}, form);

  it('take pairs of countries, one a line, and no other word', async () => {
    const text = 'ua hu\nHU, UA\n\nKZ-AM';
    const wrong = await set({ key: 'barred_pairs', barred_pairs: text });
    expect(wrong.data.failed.errors.barred_pairs).toContain('KZ-AM');
    expect((await set({ key: 'barred_pairs', barred_pairs: 'ua hu\nHU, UA\nKZ AM' })).status).toBe(302);
    expect(await readSetting(world.db, 'barred_pairs')).toEqual([
      ['HU', 'UA'],
      ['AM', 'KZ'],
    ]);
    for (const bad of ['UA UA', 'UA', 'UA HU AM', 'ZZ UA', 'Ukraine Hungary'])
      expect(
        (await set({ key: 'barred_pairs', barred_pairs: bad })).data.failed.errors.barred_pairs,
        bad,
      ).toBeTruthy();
    expect((await set({ key: 'barred_pairs', barred_pairs: '' })).status).toBe(302);
    expect(await readSetting(world.db, 'barred_pairs')).toEqual([]);
  });

  it('take countries in a row, and days within bounds', async () => {
    expect((await set({ key: 'receipt_countries', receipt_countries: 'hu UA, hu' })).status).toBe(302);
    expect(await readSetting(world.db, 'receipt_countries')).toEqual(['HU', 'UA']);
    expect(
      (await set({ key: 'receipt_countries', receipt_countries: 'HU QQ' })).data.failed.errors,
    ).toBeTruthy();
    expect(
      (await set({ key: 'sold_retention_days', sold_retention_days: '59' })).data.failed.errors,
    ).toMatchObject({
      sold_retention_days: expect.stringContaining('60'),
    });
    expect((await set({ key: 'sold_retention_days', sold_retention_days: '400' })).status).toBe(302);
    expect(await readSetting(world.db, 'sold_retention_days')).toBe(400);
  });
});
