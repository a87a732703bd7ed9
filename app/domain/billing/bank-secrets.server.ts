import { sealedSecrets } from '#app/platform/reseal.server.ts';
import { detailsContext } from './bank-details.ts';

/** Where sellers' money goes: as it is set now, and as it was for each payout. */
export const bankSecrets = sealedSecrets('bank_details', ['organisation_id', 'currency'], 'sealed', (row) =>
  detailsContext(String(row.organisation_id), String(row.currency)),
);
export const bankPayoutSecrets = sealedSecrets('bank_payout', ['id'], 'sealed', (row) => String(row.id));
