import { beforeEach, describe, expect, it } from 'vitest';
import { type Chargeback, takesEvidence } from '#app/domain/billing/chargeback.ts';
import { decideRecharges } from '#app/domain/billing/decide-recharges.server.ts';
import { readChargebacks } from '#app/domain/billing/read-chargebacks.server.ts';
import { sendEvidence } from '#app/domain/billing/send-evidence.server.ts';
import { submitEvidence } from '#app/domain/billing/submit-evidence.server.ts';
import { gatherEvidence } from '#app/domain/casework/gather-evidence.server.ts';
import { writeEvidence } from '#app/domain/casework/write-evidence.ts';
import { present } from '#app/kernel/assert.ts';
import { makeRecharged, payIn } from '../factories/cards.ts';
import {
  freshPhone,
  leadBody,
  makeKey,
  makeOffer,
  makeOrder,
  makeOrganisation,
} from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { apiClient } from '../setup/client.ts';
import { paymentsOfFile } from '../setup/payments-of-file.ts';
import { until } from '../setup/world.ts';

const FRAUDULENT = '4000000000000259';
const NICHE = 'legal.family';

const payments = paymentsOfFile({ agrees: false });
let buyer: string;

beforeEach(async () => {
  buyer = await makeOrganisation(payments.world.db, 'buyer');
  await payments.stripe.breaks({ disputes: { hold: true } });
});

const db = () => payments.world.db;

async function disputed(): Promise<Chargeback> {
  await payments.stripe.breaks({ disputes: { hold: false } });
  return until('the chargeback', async () => {
    const [found] = await readChargebacks(db().pool, { organisationId: buyer, limit: 1 });
    return found && takesEvidence(found.status) && found;
  });
}

const atStripe = async ({ stripeDisputeId }: Chargeback) =>
  payments.stripe.client().disputes.retrieve(stripeDisputeId);

const evidenceOf = (chargebackId: string) =>
  db().prisma.chargebackEvidence.findUniqueOrThrow({ where: { chargebackId } });

const text = { uncategorized_text: 'They logged in, bought and opened all of it.' };

/** Evidence that is decided, and that no job is at. */
async function decided(): Promise<Chargeback> {
  await payIn(payments, buyer, { card: FRAUDULENT });
  const chargeback = await disputed();
  const { id: chargebackId } = chargeback;
  await db().prisma.chargebackEvidence.create({
    data: { chargebackId, fields: text, decidedBy: 'test', decidedAt: new Date() },
  });
  return chargeback;
}

const send = ({ id }: Chargeback) => sendEvidence(db(), { chargebackId: id, now: new Date() });

describe('evidence', () => {
  it('tells what was bought, delivered and opened, and not a word of whom the leads are about', async () => {
    const { id: person } = await makePerson(db(), { organisationId: buyer });
    await payIn(payments, buyer, { card: FRAUDULENT, amountMinor: 200_000n, by: person });
    await makeOrder(db(), buyer, { niches: [NICHE] });
    const seller = await makeOrganisation(db(), 'seller');
    const offer = await makeOffer(db(), seller, { niche: NICHE });
    const contact = {
      name: 'Solomiya Bilozir',
      phone: freshPhone(),
      email: 'solomiya.bilozir@mail7.test',
    };
    const message = 'My neighbour Taras told me to write.';
    const call = apiClient(payments.url, await makeKey(db(), seller));
    const { status, body } = await call('POST', '/leads', { body: leadBody(offer.id, { contact, message }) });
    expect(status).toBe(202);
    const sale = await until('the sale', () => db().prisma.sale.findFirst({ where: { leadId: body.id } }));
    const { id } = await disputed();
    const found = present(await gatherEvidence(db(), id), 'there is a chargeback');
    const evidence = writeEvidence(found);
    expect(evidence.access_activity_log).toContain(sale.id);
    expect(evidence.uncategorized_text).toContain('bought 1 lead');
    expect(evidence.customer_email_address).toContain(person.slice(5));
    const told = JSON.stringify([evidence, found], (_key, value) =>
      typeof value === 'bigint' ? value.toString() : value,
    );
    for (const word of ['Solomiya', 'Bilozir', contact.phone, contact.phone.slice(-7), 'mail7.test', 'Taras'])
      expect(told).not.toContain(word);
    expect(told).not.toContain(body.id);
  });

  it('about a recharge names who had cards charged, and that nobody was there', async () => {
    const { id: person, email } = await makePerson(db(), { organisationId: buyer });
    await makeRecharged(payments, buyer, { later: 'pm_card_createDispute', by: person });
    await decideRecharges(db(), { organisationIds: [buyer], now: new Date() });
    const { id } = await disputed();
    const evidence = writeEvidence(present(await gatherEvidence(db(), id), 'there is a chargeback'));
    expect(evidence.uncategorized_text).toContain(`charged automatically`);
    expect(evidence.customer_email_address).toBe(email);
    expect(evidence.customer_purchase_ip).toBeUndefined();
  });

  it('is decided once', async () => {
    await payIn(payments, buyer, { card: FRAUDULENT });
    const { id: chargebackId } = await disputed();
    const { id: actor } = await makePerson(db(), { platformRole: 'admin', secondFactor: true });
    const input = { actor, origin: 'test', chargebackId, evidence: text, now: new Date() };
    const all = await Promise.allSettled(Array.from({ length: 4 }, () => submitEvidence(db(), input)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await until('that it is sent', async () => (await evidenceOf(chargebackId)).sentAt);
  });
});

describe('evidence reaches the bank once', () => {
  it('when it is sent by several at once, and again afterwards', async () => {
    const chargeback = await decided();
    await Promise.allSettled(Array.from({ length: 4 }, () => send(chargeback)));
    await send(chargeback);
    const { sentAt } = await evidenceOf(chargeback.id);
    expect(sentAt).not.toBeNull();
    await send(chargeback);
    expect((await evidenceOf(chargeback.id)).sentAt).toEqual(sentAt);
    expect((await atStripe(chargeback)).evidence_details.submission_count).toBe(1);
  });

  it('when the answer is dropped after Stripe took it', async () => {
    const chargeback = await decided();
    await payments.stripe.breaks({
      requests: [{ method: 'POST', path: '/v1/disputes/*', times: 9, does: 'drop' }],
    });
    await expect(send(chargeback)).rejects.toThrow();
    expect((await evidenceOf(chargeback.id)).sentAt).toBeNull();
    expect((await atStripe(chargeback)).evidence_details.submission_count).toBe(1);
    await payments.stripe.heals();
    await send(chargeback);
    expect((await evidenceOf(chargeback.id)).sentAt).not.toBeNull();
    expect((await atStripe(chargeback)).evidence_details.submission_count).toBe(1);
  });

  it('or not at all when the dispute is over: what Stripe says is kept, and the money is as it stands there', async () => {
    const chargeback = await decided();
    await payments.stripe.client().disputes.close(chargeback.stripeDisputeId);
    await send(chargeback);
    expect(await evidenceOf(chargeback.id)).toMatchObject({ sentAt: null });
    expect((await evidenceOf(chargeback.id)).refusedCode).not.toBeNull();
    await send(chargeback);
    expect((await atStripe(chargeback)).evidence_details.submission_count).toBe(0);
    const [row] = await readChargebacks(db().pool, { organisationId: buyer, limit: 1 });
    expect(row?.status).toBe('lost');
  });
});
