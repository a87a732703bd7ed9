import type { LoaderFunctionArgs } from '@remix-run/node';
import { type Certificate, readCertificate } from '#app/domain/privacy/read-certificate.server.ts';
import { atHour } from '#app/kernel/local-hour.ts';
import { requireMember } from '../guard.ts';

/**
 * The certificate of a bought lead, for whoever works on it.
 * @throws Response 404 for another's sale as for none
 */
export async function loadCertificate(args: LoaderFunctionArgs): Promise<Certificate> {
  const { organisation, actor, origin } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  const certificate = await readCertificate(db, {
    organisationId: organisation.id,
    saleId: args.params.saleId ?? '',
    startOfDay: atHour(now, organisation.timezone, 0, 0),
    actor,
    origin,
    now,
  });
  if (!certificate) throw new Response(null, { status: 404 });
  return certificate;
}
