import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import type { LeadImport } from '#app/domain/imports/import.ts';
import { readImport } from '#app/domain/imports/read-imports.server.ts';
import { present } from '#app/kernel/assert.ts';
import { type Member, requireMember } from '../guard.ts';

/**
 * The import that a page is about, of the organisation that its visitor acts for.
 * @throws Response 404 where there is none, and those of `requireMember`
 */
export async function findImport(
  args: LoaderFunctionArgs | ActionFunctionArgs,
): Promise<{ member: Member; found: LeadImport; offer: Offer }> {
  const member = await requireMember(args, { side: 'sells', role: 'manager' });
  const organisationId = member.organisation.id;
  const { db } = args.context;
  const found = await readImport(db, { organisationId, importId: args.params.importId ?? '' });
  if (!found) throw new Response(null, { status: 404 });
  const offer = present(
    await readOffer(db, { organisationId, offerId: found.offerId }),
    'an import names an offer of its organisation',
  );
  return { member, found, offer };
}
