import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { decimalOf } from '#app/kernel/decimal.ts';
import type { Currency } from '#app/kernel/money.ts';
import { type Month, monthOf } from '#app/kernel/month.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { MailParams } from '#app/words/en/mail.ts';
import { outlookPath } from './outlook-link.server.ts';
import type { PricedReference } from './quote-place.ts';
import { readPricedReference } from './read-priced-reference.server.ts';
import { readSeasonOutlook } from './read-season-outlook.server.ts';

const PAGE = 200;
const PAGES_LIMIT = 500;
/** Who asked at the end of a month has the first mail then, and not another one with the new month. */
const LEAST_APART_MS = 20 * DAY_MS;
const DATE_LENGTH = 10;

type Due = {
  id: string;
  email: string;
  niche_code: string;
  region_code: string;
  currency: Currency;
  mailed_for: Month | null;
};

/**
 * Mails what is ahead of a market to who asked for it and has not heard of it this month. Each mail is queued in the transaction that
 * notes it: run twice, or by two at once, it goes out once.
 * @returns subscriptions that were due, and mails queued
 */
export async function mailOutlooks(db: Db, input: { now: Date }): Promise<{ due: number; mailed: number }> {
  const { now } = input;
  const reference = await readPricedReference(db.pool);
  let [last, dueCount, mailed] = ['', 0, 0];
  for (let page = 0; page < PAGES_LIMIT; page += 1) {
    const { rows } = await db.pool.query<Due>(
      `SELECT s.id, p.email, s.niche_code, s.region_code, s.currency, s.mailed_for
       FROM outlook_subscription s JOIN person p ON p.id = s.person_id
       WHERE s.id > $1 AND s.ended_at IS NULL AND p.email_confirmed_at IS NOT NULL AND p.disabled_at IS NULL
         AND (s.mailed_for IS NULL OR (s.mailed_for < $2 AND s.mailed_at < $3))
       ORDER BY s.id LIMIT $4`,
      [last, monthOf(now), after(now, -LEAST_APART_MS), PAGE],
    );
    for (const due of rows) mailed += Number(await mailOne(db, { due, reference, now }));
    dueCount += rows.length;
    last = rows.at(-1)?.id ?? last;
    if (rows.length < PAGE) break;
  }
  return { due: dueCount, mailed };
}

/** @returns false where the market is not known any more, it was stopped meanwhile, or somebody else mailed it */
async function mailOne(
  db: Db,
  { due, reference, now }: { due: Due; reference: PricedReference; now: Date },
): Promise<boolean> {
  const params = await paramsOf(db, { due, reference, now });
  if (!params) return false;
  return db.prisma.$transaction(async (tx) => {
    const { count } = await tx.outlookSubscription.updateMany({
      where: { id: due.id, endedAt: null, mailedFor: due.mailed_for },
      data: { mailedFor: monthOf(now), mailedAt: now },
    });
    if (count === 0) return false;
    await queueMail(tx, db, { recipient: due.email, template: 'season_outlook', params, now });
    return true;
  });
}

async function paramsOf(
  db: Db,
  { due, reference, now }: { due: Due; reference: PricedReference; now: Date },
): Promise<MailParams | null> {
  const niche = reference.niches.get(due.niche_code);
  const place = reference.regions.get(due.region_code);
  if (!niche || !place) return null;
  const { currency } = due;
  const { months, modelVersion, forecast } = await readSeasonOutlook(db.pool, reference, {
    ...{ niche, place, currency, now },
  });
  const say = (minor: bigint) => `${decimalOf(minor)} ${currency}`;
  return {
    off: outlookPath(db, due.id),
    nicheCode: niche.code,
    regionCode: place.code,
    niche: niche.name.en ?? niche.code,
    place: place.name,
    months: JSON.stringify(
      months.map(({ month, p10Minor, p50Minor, p90Minor, demand }) => ({
        ...{ month, demand, p10: say(p10Minor), p50: say(p50Minor), p90: say(p90Minor) },
      })),
    ),
    model: modelVersion,
    ...(forecast && {
      forecastAt: forecast.madeAt.toISOString().slice(0, DATE_LENGTH),
      forecastLeads: String(forecast.leads),
      forecastMonths: String(forecast.history),
      forecastOf: `${reference.niches.get(forecast.niche)?.name.en ?? forecast.niche}, ${
        reference.regions.get(forecast.region)?.name ?? forecast.region
      }`,
    }),
  };
}
