import { sealedSecrets } from '#app/platform/reseal.server.ts';

/** By what webhooks are signed. */
export const endpointSecrets = sealedSecrets('endpoint', ['id'], 'sealed_secret', (row) => String(row.id));
