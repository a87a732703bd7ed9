import { rewrapDataKey } from '#app/platform/crypto.server.ts';
import type { Sealed } from '#app/platform/reseal.server.ts';

/** The data key of each lead: wrapped anew, the contact under it stays as it is. */
export const leadKeys: Sealed = {
  table: 'vault.lead_key',
  key: ['lead_id'],
  reads: ['wrapped_by', 'wrapped_key'],
  sealedBy: 'wrapped_by',
  renew: (ring, row) => {
    const wrapped = { wrappedBy: String(row.wrapped_by), wrappedKey: row.wrapped_key as Buffer };
    const { wrappedBy, wrappedKey } = rewrapDataKey(ring, wrapped, String(row.lead_id));
    return { wrapped_by: wrappedBy, wrapped_key: wrappedKey };
  },
};
