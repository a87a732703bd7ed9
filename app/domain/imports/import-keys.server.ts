import { rewrapDataKey } from '#app/platform/crypto.server.ts';
import type { Sealed } from '#app/platform/reseal.server.ts';

/** The data key of each import: wrapped anew, the pieces and rows under it stay as they are. */
export const importKeys: Sealed = {
  table: 'vault.import_key',
  key: ['import_id'],
  reads: ['wrapped_by', 'wrapped_key'],
  sealedBy: 'wrapped_by',
  renew: (ring, row) => {
    const wrapped = { wrappedBy: String(row.wrapped_by), wrappedKey: row.wrapped_key as Buffer };
    const { wrappedBy, wrappedKey } = rewrapDataKey(ring, wrapped, String(row.import_id));
    return { wrapped_by: wrappedBy, wrapped_key: wrappedKey };
  },
};
