import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { updateOrganisation } from '#app/domain/identity/update-organisation.server.ts';
import { authWords } from '#app/words/en/auth.ts';
import { organisationShape } from '../auth/organisation-form.ts';
import { readFields } from '../auth/read-fields.ts';
import type { Failed, Typed } from '../form.ts';
import { requireMember } from '../guard.ts';

/** Takes the form with what an organisation may say otherwise of itself. */
export async function saveOrganisation(
  args: ActionFunctionArgs,
  typed: Typed,
): Promise<{ failed: Failed } | { done: 'saved' }> {
  const { organisation, actor, origin } = await requireMember(args, { role: 'manager' });
  const { db, now } = args.context;
  const { organisation: name, timezone, landing_url } = await organisationShape(db);
  const { country: _, trade: __, ...sentences } = authWords.organisationErrors;
  const read = readFields(z.object({ organisation: name, timezone, landing_url }), typed, sentences);
  if (!read.ok) return { failed: read.failed };
  await updateOrganisation(db, {
    organisationId: organisation.id,
    change: {
      name: read.data.organisation,
      timezone: read.data.timezone,
      landingUrl: organisation.sells ? read.data.landing_url : null,
    },
    actor,
    origin,
    now,
  });
  return { done: 'saved' };
}
