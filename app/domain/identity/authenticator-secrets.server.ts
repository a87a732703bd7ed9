import { sealedSecrets } from '#app/platform/reseal.server.ts';
import { totpContext } from './spend-code.server.ts';

/** By what an authenticator and we make the same code. */
export const authenticatorSecrets = sealedSecrets('person', ['id'], 'totp_sealed', (row) =>
  totpContext(String(row.id)),
);
