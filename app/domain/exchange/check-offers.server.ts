import { moveAsk } from '#app/domain/catalog/move-ask.server.ts';
import { pauseOffer } from '#app/domain/catalog/pause-offer.server.ts';
import { closedNiches } from '#app/domain/catalog/reference.ts';
import { readRecipients } from '#app/domain/identity/read-recipients.server.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import type { OfferMarket } from '#app/domain/pricing/market-of-offer.ts';
import type { PricedReference } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { decimalOf } from '#app/kernel/decimal.ts';
import { leastId, newId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import { type PrismaTx, queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { MailParams, MailTemplate } from '#app/words/en/mail.ts';
import { consequenceOf, judgeOffer, type OfferLook } from './judge-offer.ts';
import { type LockedOffer, lockOffersToCheck } from './lock-offers-to-check.server.ts';
import { offerMarket } from './offer-market.ts';

const PAGE = 50;
const PAGES_LIMIT = 1_000;
const PAGE_TIMEOUT_MS = 30_000;
/** A price that somebody paid lately is no slip of the pen. */
const SOLD_LATELY_MS = 30 * DAY_MS;
const DATE_LENGTH = 10;
const ACTOR = { actor: 'worker', origin: 'job:check-offers' };

/** How many offers a night looked at, and what became of them. */
export type OffersChecked = {
  readonly checked: number;
  readonly moved: number;
  /** Followed the market without moving: the fair price is assumed, or its band too wide. */
  readonly held: number;
  readonly left: number;
  readonly warned: number;
  readonly paused: number;
};

type Count = { -readonly [Key in keyof OffersChecked]: number };

/**
 * Looks at the ask of every active offer, once a night: follows the market where its seller wants that, says what left its fair
 * band, warns of an ask beyond the hard limits, and pauses one that stands there a second night. Page by page, each in a
 * transaction of its own: whoever goes on after an interruption finds those that are left.
 */
export async function checkOffers(db: Db, input: { now: Date }): Promise<OffersChecked> {
  const { now } = input;
  const night = now.toISOString().slice(0, DATE_LENGTH);
  const reference = await readPricedReference(db.pool);
  const limitTimes = await readSetting(db, 'ask_limit_times');
  const closed = closedNiches(reference);
  const count: Count = { checked: 0, moved: 0, held: 0, left: 0, warned: 0, paused: 0 };
  let last = '';
  for (let page = 0; page < PAGES_LIMIT; page += 1) {
    const { rows } = await db.pool.query<{ id: string }>(
      `SELECT o.id FROM offer o LEFT JOIN offer_check c ON c.offer_id = o.id
       WHERE o.status = 'active' AND o.id > $1 AND (c.night IS NULL OR c.night < $2) AND o.niche_code <> ALL ($3)
         AND o.organisation_id NOT IN (SELECT id FROM organisation WHERE blocked_at IS NOT NULL)
       ORDER BY o.id LIMIT $4`,
      [last, night, closed, PAGE],
    );
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return count;
    // What a page that failed would have counted is not counted.
    const counted = await db.prisma.$transaction(
      (tx) => checkPage(tx, { db, reference, ids, night, limitTimes, now }),
      { timeout: PAGE_TIMEOUT_MS },
    );
    for (const key of Object.keys(count) as (keyof Count)[]) count[key] += counted[key];
    last = ids.at(-1) ?? last;
  }
  return count;
}

type Night = {
  readonly db: Db;
  readonly reference: PricedReference;
  readonly night: string;
  readonly limitTimes: number;
  readonly now: Date;
};

async function checkPage(tx: PrismaTx, input: Night & { ids: readonly string[] }): Promise<Count> {
  const count: Count = { checked: 0, moved: 0, held: 0, left: 0, warned: 0, paused: 0 };
  for (const offer of await lockOffersToCheck(queryableOf(tx), input)) {
    const { look, market, breakEvenMinor } = judge(offer, input);
    const isDisproved = look.outside !== null && (await sellsSo(tx, { offer, look, market, ...input }));
    const seen: OfferLook = isDisproved ? { ...look, outside: null } : look;
    const consequence = consequenceOf(seen, offer.last, market.isAssumed);
    const [isWarned, isPaused] = [consequence === 'warn', consequence === 'pause'];
    await act(tx, { ...input, offer, look: seen, market, isPaused, isWarned });
    const { p10Minor, p50Minor, p90Minor } = market.band;
    const found = {
      night: input.night,
      checkedAt: input.now,
      askMinor: seen.askMinor,
      p10Minor,
      p50Minor,
      p90Minor,
      breakEvenMinor,
      modelVersion: market.modelVersion,
      assumed: market.isAssumed,
      verdict: seen.verdict,
      follow: seen.follow,
      outside: seen.outside,
      toldAt: seen.hasLeft ? input.now : (offer.last?.toldAt ?? null),
      pausedAt: isPaused ? input.now : null,
    };
    await tx.offerCheck.upsert({
      where: { offerId: offer.id },
      create: { offerId: offer.id, ...found },
      update: found,
    });
    count.checked += 1;
    count.moved += Number(seen.follow === 'moved');
    count.held += Number(seen.follow === 'assumed' || seen.follow === 'wide');
    count.left += Number(seen.hasLeft);
    count.warned += Number(isWarned);
    count.paused += Number(isPaused);
  }
  return count;
}

function judge(offer: LockedOffer, { reference, limitTimes, now }: Night) {
  const { askMinor, bounds, costMinor, last } = offer;
  const found = offerMarket(reference, { offer, costMinor, now });
  return { ...found, look: judgeOffer({ ...found, askMinor, bounds, limitTimes, last, now }) };
}

/** Whether leads were sold under this very ask lately; for one that is too low, at a price that is not. */
async function sellsSo(
  tx: PrismaTx,
  input: { offer: LockedOffer; look: OfferLook; market: OfferMarket; limitTimes: number; now: Date },
): Promise<boolean> {
  const { offer, look, market, limitTimes, now } = input;
  const leastMinor = look.outside === 'below' ? market.band.p10Minor / BigInt(limitTimes) : 0n;
  const rows = await tx.$queryRaw<object[]>`
    SELECT FROM sale WHERE seller_organisation_id = ${offer.organisationId}
      AND id >= ${leastId('sale', after(now, -SOLD_LATELY_MS).getTime())} AND offer_id = ${offer.id}
      AND ask_minor = ${look.askMinor} AND price_minor >= ${leastMinor} AND status <> 'refunded' LIMIT 1`;
  return rows.length > 0;
}

async function act(
  tx: PrismaTx,
  input: Night & {
    offer: LockedOffer;
    look: OfferLook;
    market: OfferMarket;
    isPaused: boolean;
    isWarned: boolean;
  },
): Promise<void> {
  const { offer, look, market, limitTimes, night, now } = input;
  const { id: offerId, organisationId, askMinor: fromMinor } = offer;
  const { modelVersion, band } = market;
  if (look.follow === 'moved') {
    const move = { fromMinor, toMinor: look.askMinor, fairMinor: band.p50Minor, modelVersion };
    await moveAsk(tx, { ...ACTOR, offerId, organisationId, ...move, now });
    await tx.askMove.create({ data: { id: newId('amov', now.getTime()), offerId, night, ...move, at: now } });
    if (offer.tells === 'each') await tell(tx, input, 'ask_moved', { from: say(fromMinor, offer) });
  }
  if (look.hasLeft) await tell(tx, input, 'ask_left_band', {});
  const limits = limitsOf(input);
  if (input.isWarned) await tell(tx, input, 'ask_beyond_limits', limits);
  if (!input.isPaused) return;
  const details = { outside: look.outside, askMinor: look.askMinor, limitTimes, ...band, modelVersion };
  await pauseOffer(tx, { ...ACTOR, offerId, organisationId, reason: 'ask_beyond_limits', details, now });
  await tell(tx, input, 'ask_paused', limits);
}

function limitsOf({
  offer,
  market,
  limitTimes,
}: {
  offer: LockedOffer;
  market: OfferMarket;
  limitTimes: number;
}) {
  const times = BigInt(limitTimes);
  const { p10Minor, p90Minor } = market.band;
  return {
    lowest: say((p10Minor + times - 1n) / times, offer),
    highest: say(p90Minor * times, offer),
  };
}

async function tell(
  tx: PrismaTx,
  input: Night & { offer: LockedOffer; look: OfferLook; market: OfferMarket },
  template: MailTemplate,
  more: MailParams,
): Promise<void> {
  const { offer, look, market, db, now } = input;
  const params = {
    offer: offer.id,
    niche: input.reference.niches.get(offer.niche)?.name.en ?? offer.niche,
    verdict: look.verdict,
    side: look.outside ?? '',
    assumed: market.isAssumed ? 'yes' : '',
    ask: say(look.askMinor, offer),
    p10: say(market.band.p10Minor, offer),
    p50: say(market.band.p50Minor, offer),
    p90: say(market.band.p90Minor, offer),
    ...more,
  };
  for (const recipient of await readRecipients({ prisma: tx }, offer.organisationId))
    await queueMail(tx, db, { recipient, template, params, now });
}

function say(minor: bigint, { currency }: LockedOffer): string {
  return `${decimalOf(minor)} ${currency}`;
}
