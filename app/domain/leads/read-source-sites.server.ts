import type { Db } from '#app/platform/platform.server.ts';
import { readContacts } from './read-contacts.server.ts';

/** The sites that a lead came over: where it was made, and the one before. Null where they were not told, or are erased. */
export type SourceSites = { readonly page: string | null; readonly referrer: string | null };

/**
 * By which sites a lead came, for its seller. Of an address only its host is given: what follows it may name a person, and lies with
 * the contact for that.
 */
export async function readSourceSites(db: Db, leadId: string): Promise<SourceSites> {
  const contact = (await readContacts(db, [leadId])).get(leadId);
  return { page: hostOf(contact?.sourceUrl), referrer: hostOf(contact?.referrer) };
}

function hostOf(address: string | null | undefined): string | null {
  return address && URL.canParse(address) ? new URL(address).hostname || null : null;
}
