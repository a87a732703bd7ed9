import { setLegalDetails } from '#app/domain/identity/set-legal-details.server.ts';
import { issueFeePaper } from '#app/domain/papers/issue-fee-paper.server.ts';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import type { LegalParty } from '#app/domain/settings/legal-party.ts';
import { endOfMonth, monthOf } from '#app/kernel/month.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';

const ACTOR = { actor: 'test', origin: 'test' };

/** The exchange's own details in tests: a Hungarian company that pays 27 % VAT. */
export const OPERATOR: LegalParty = {
  form: 'company',
  legalName: 'Birja Tőzsde Kft.',
  countryCode: 'HU',
  registrationNumber: '01-09-123456',
  taxNumber: '10773381-2-44',
  vatNumber: 'HU10773381',
  address: '1051 Budapest, Széchenyi tér 1.',
  signatoryName: 'Kovács Őrs',
  signatoryRole: 'Ügyvezető',
};

/** A Ukrainian company's, in its own letters. */
export const SELLER_DETAILS: Omit<LegalParty, 'countryCode'> = {
  form: 'company',
  legalName: 'ТОВ «Ліди та Їжаки»',
  registrationNumber: null,
  taxNumber: '14360570',
  vatNumber: null,
  address: '01001, Україна, м. Київ, вул. Хрещатик, 1',
  signatoryName: 'Ґанна Щєдріна',
  signatoryRole: 'Директорка',
};

/** Sets the operator, without whom nothing is issued. */
export async function setOperator(
  db: Db,
  more: Partial<LegalParty> = {},
  vatRateBasisPoints = 2_700,
): Promise<void> {
  const party = { ...OPERATOR, ...more };
  await changeSetting(db, {
    ...ACTOR,
    key: 'operator',
    value: { party, vatRateBasisPoints },
    now: new Date(),
  });
}

export function giveDetails(
  db: Db,
  organisationId: string,
  more: Partial<typeof SELLER_DETAILS> = {},
): Promise<void> {
  const details = { ...SELLER_DETAILS, ...more };
  return setLegalDetails(db, { ...ACTOR, organisationId, details, now: new Date() });
}

/** The invoice for what a seller sold this month, as it is made out the day after its end. */
export async function issuePaperNextMonth(db: Db, organisationId: string): Promise<string> {
  await setOperator(db);
  const month = monthOf(new Date());
  const now = after(endOfMonth(month), DAY_MS);
  const [id] = await issueFeePaper(db, { organisationId, currency: 'UAH', month, now });
  if (!id) throw new Error('there was nothing to invoice');
  return id;
}
