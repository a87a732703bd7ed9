import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { returnFromOnboarding } from '#app/domain/billing/return-from-onboarding.server.ts';
import { startOnboarding } from '#app/domain/billing/start-onboarding.server.ts';
import { attempt } from '../form.ts';
import { requireMember } from '../guard.ts';

/**
 * Where Stripe sends the owner of a payout account: back when they are through, or to a fresh page when theirs was used
 * up, which Stripe's own rules ask for.
 */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation, actor, origin } = await requireMember(args, { side: 'sells', role: 'owner' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  if (new URL(args.request.url).searchParams.get('step') !== 'refresh') {
    await returnFromOnboarding(db, { organisationId, now });
    throw redirect('/sell/earnings?done=returned');
  }
  const begun = await attempt({}, startOnboarding(db, { organisationId, country: null, actor, origin, now }));
  throw redirect(begun.ok ? begun.data : '/sell/earnings?done=unreachable');
}
