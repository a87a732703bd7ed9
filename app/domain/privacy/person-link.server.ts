import type { Db } from '#app/platform/platform.server.ts';
import { idOfLinkToken, linkToken } from '#app/platform/signed-link.server.ts';

const PURPOSE = 'person-link';

/** Where the person behind a lead sees who has their data. */
export function personPath(db: Pick<Db, 'keys'>, leadId: string): string {
  return `/my-data/${linkToken(db, PURPOSE, leadId)}`;
}

/** The lead that a link's token is about; null for one that was not made here. */
export function leadOfToken(db: Pick<Db, 'keys'>, token: string): string | null {
  return idOfLinkToken(db, PURPOSE, { prefix: 'lead', token });
}
