import type { ActionFunctionArgs } from '@remix-run/node';
import { KEY_RATE_PER_SECOND, scopesFor } from '#app/domain/identity/api-key.ts';
import { createApiKey } from '#app/domain/identity/create-api-key.server.ts';
import { isPlainName } from '#app/domain/identity/plain-name.ts';
import { accountWords } from '#app/words/en/account.ts';
import { all, attempt, type Failed, failed, one, type Typed } from '../form.ts';
import { requireMember } from '../guard.ts';

const words = accountWords.keys.new;

/** Makes a key with the scopes that were ticked, as far as they are of use to the organisation. */
export async function makeKey(
  args: ActionFunctionArgs,
  typed: Typed,
): Promise<{ failed: Failed } | { made: { name: string; text: string } }> {
  const { organisation, actor, origin } = await requireMember(args, { role: 'manager' });
  const { db, now } = args.context;
  const name = one(typed, 'name').trim();
  const ticked = all(typed, 'scopes');
  const scopes = scopesFor(organisation).filter((scope) => ticked.includes(scope));
  const isNamed = isPlainName(name);
  if (!isNamed || scopes.length === 0) {
    const errors = {
      ...(isNamed ? {} : { name: words.nameError }),
      ...(scopes.length > 0 ? {} : { scopes: words.scopesError }),
    };
    return { failed: failed(typed, errors) };
  }
  const made = await attempt(
    typed,
    createApiKey(db, {
      organisationId: organisation.id,
      name,
      scopes,
      ratePerSecond: KEY_RATE_PER_SECOND,
      actor,
      origin,
      now,
    }),
  );
  return made.ok ? { made: { name, text: made.data.text } } : { failed: made.failed };
}
