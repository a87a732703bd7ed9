import type { ActionFunctionArgs } from '@remix-run/node';
import { endpointBody } from '#app/api/endpoints.ts';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { accountWords } from '#app/words/en/account.ts';
import { all, attempt, type Failed, failed, one, parseForm, type Typed } from '../form.ts';
import { requireMember } from '../guard.ts';

const words = accountWords.endpoints.new;

/** Adds a webhook, read as the API reads it; the sentences are those of a form. */
export async function addEndpoint(
  args: ActionFunctionArgs,
  typed: Typed,
): Promise<{ failed: Failed } | { made: { secret: string } }> {
  const { organisation, actor, origin } = await requireMember(args, { role: 'manager' });
  const { db, now, allowPrivateWebhooks: allowPrivate } = args.context;
  const body = { url: one(typed, 'url').trim(), events: all(typed, 'events') };
  const parsed = parseForm(endpointBody, typed, body);
  if (!parsed.ok) {
    const { errors } = parsed.failed;
    return {
      failed: failed(typed, {
        ...(errors.url ? { url: words.urlError } : {}),
        ...(Object.keys(errors).some((field) => field.startsWith('events'))
          ? { events: words.eventsError }
          : {}),
      }),
    };
  }
  const organisationId = organisation.id;
  const made = await attempt(
    typed,
    createEndpoint(db, { organisationId, ...parsed.data, allowPrivate, actor, origin, now }),
    { url_invalid: 'url', url_not_https: 'url', url_has_credentials: 'url', url_private: 'url' },
  );
  return made.ok ? { made: { secret: made.data.secret } } : { failed: made.failed };
}
