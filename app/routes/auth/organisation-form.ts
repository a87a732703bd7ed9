import { z } from 'zod';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { COUNTRIES } from '#app/domain/identity/countries.ts';
import type { OrganisationTerms } from '#app/domain/identity/organisation-terms.ts';
import { isPlainName } from '#app/domain/identity/plain-name.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { countryChoices } from '#app/ui/country-choices.ts';
import type { ChoiceGroup } from '#app/ui/select.tsx';
import { authWords } from '#app/words/en/auth.ts';

const URL_LIMIT = 500;

/** What there is to choose from where an organisation is described. */
export type OrganisationChoices = { readonly countries: ChoiceGroup[]; readonly timezones: ChoiceGroup[] };

/** Countries that leads are traded in come first; time zones stand under their continent. */
export async function organisationChoices(db: Db): Promise<OrganisationChoices> {
  const { regions, timezones } = await readReference(db.pool);
  const traded = [...regions.values()].filter(({ kind }) => kind === 'country').map(({ code }) => code);
  const others = COUNTRIES.filter((code) => !traded.includes(code));
  return {
    countries: [
      { label: authWords.organisation.tradesHere, choices: countryChoices(traded) },
      { label: authWords.organisation.elsewhere, choices: countryChoices(others) },
    ],
    timezones: byContinent([...timezones]),
  };
}

function byContinent(zones: readonly string[]): ChoiceGroup[] {
  const groups = Map.groupBy(zones.toSorted(), (zone) =>
    zone.includes('/') ? (zone.split('/')[0] ?? '') : '',
  );
  return [...groups].map(([continent, names]) => ({
    label: continent || 'UTC',
    choices: names.map((zone) => ({
      value: zone,
      label: zone.slice(continent.length ? continent.length + 1 : 0).replaceAll('_', ' '),
    })),
  }));
}

/** The page of a seller's leads: an address, or empty. */
const landingUrlField = z
  .union([z.literal(''), z.url({ protocol: /^https?$/, hostname: z.regexes.domain }).max(URL_LIMIT)])
  .transform((text) => text || null);

/** How the fields of an organisation are read; their names are those of `OrganisationFields`. */
export async function organisationShape(db: Db) {
  const { timezones } = await readReference(db.pool);
  return {
    organisation: z.string().trim().refine(isPlainName),
    country: z.enum(COUNTRIES as [string, ...string[]]),
    timezone: z.string().refine((zone) => timezones.has(zone)),
    trade: z.enum(['sells', 'buys', 'both']),
    landing_url: z.string().trim().pipe(landingUrlField),
  };
}

type Read = {
  organisation: string;
  country: string;
  timezone: string;
  trade: 'sells' | 'buys' | 'both';
  landing_url: string | null;
};

/** What was read, as the domain knows it. Who only buys makes no leads, whatever was typed. */
export function toTerms(read: Read): OrganisationTerms {
  const sells = read.trade !== 'buys';
  return {
    name: read.organisation,
    countryCode: read.country,
    timezone: read.timezone,
    sells,
    buys: read.trade !== 'sells',
    landingUrl: sells ? read.landing_url : null,
  };
}
