import type { Db } from '#app/platform/platform.server.ts';
import { idOfLinkToken, linkToken } from '#app/platform/signed-link.server.ts';

const PURPOSE = 'outlook-link';

/** Where a mail's reader stops it without logging in. */
export function outlookPath(db: Pick<Db, 'keys'>, subscriptionId: string): string {
  return `/outlook/${linkToken(db, PURPOSE, subscriptionId)}`;
}

/** The subscription that a link's token is about; null for one that was not made here. */
export function subscriptionOfToken(db: Pick<Db, 'keys'>, token: string): string | null {
  return idOfLinkToken(db, PURPOSE, { prefix: 'outl', token });
}
