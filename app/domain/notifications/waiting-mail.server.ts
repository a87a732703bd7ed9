import { sealedSecrets } from '#app/platform/reseal.server.ts';

/** What a mail says until it is sent. */
export const waitingMail = sealedSecrets('mail', ['id'], 'sealed', (row) => String(row.id));
