import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node';
import { readNicheTerms } from '#app/domain/catalog/read-niche-terms.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { requireStaff } from '../guard.ts';
import { nicheName } from '../public/names.ts';

/**
 * The niche that an admin's page is about, its terms as they are stored now.
 * @throws Response 404 where there is none
 */
export async function findNiche(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const staff = await requireStaff(args, 'admin');
  const { db } = args.context;
  const code = args.params.code ?? '';
  const [reference, terms] = await Promise.all([
    readReference(db.pool),
    readNicheTerms(db, { nicheCode: code }),
  ]);
  const niche = reference.niches.get(code);
  if (!niche || !terms) throw new Response(null, { status: 404 });
  return { staff, reference, niche, terms, name: nicheName(niche) };
}
