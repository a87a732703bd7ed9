import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readMonthlyLeads } from '#app/domain/leads/read-monthly-leads.server.ts';
import type { RunFigures } from '#app/domain/pricing/price-run.ts';
import { renewForecasts } from '#app/domain/pricing/renew-forecasts.server.ts';
import { addMonths, monthOf } from '#app/kernel/month.ts';
import type { JobContext } from '../context.ts';

/** As far back as the model looks. */
const HISTORY_MONTHS = 84;

export async function forecastDemand({ db, now }: JobContext): Promise<RunFigures> {
  const at = now();
  const last = addMonths(monthOf(at), -1);
  const reference = await readReference(db.pool);
  const counted = await readMonthlyLeads(db.pool, { from: addMonths(last, 1 - HISTORY_MONTHS), to: last });
  const leads = counted.flatMap(({ niche, region, month, count }) => {
    const [sector, place] = [reference.niches.get(niche)?.path.at(-1), reference.regions.get(region)];
    if (!sector || !place) return [];
    const within = place.path.find((code) => reference.regions.get(code)?.kind === 'subdivision') ?? null;
    return [{ sector, niche, country: place.countryCode, region: within, month, count }];
  });
  const forecasts = await renewForecasts(db, { leads, now: at });
  return { counted: leads.length, forecasts };
}
