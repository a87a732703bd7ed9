import { type AppLoadContext, redirect } from '@remix-run/node';
import { z } from 'zod';
import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { type Added, addSuppressions } from '#app/domain/leads/add-suppressions.server.ts';
import { clearSuppressions } from '#app/domain/leads/clear-suppressions.server.ts';
import { findSuppression, type Suppressed } from '#app/domain/leads/find-suppression.server.ts';
import { removeSuppression } from '#app/domain/leads/remove-suppression.server.ts';
import { SUPPRESSION_REASONS } from '#app/domain/leads/suppression.ts';
import type { Ask } from '#app/ui/confirm.tsx';
import { suppressionWords } from '#app/words/en/suppression.ts';
import { attempt, type Failed, failed, one, readUpload, type Typed } from '../form.ts';

const words = suppressionWords;
const CONTACT_LIMIT = 320;

/** Whose list a page is about, and who works on it. */
export type ListAt = Actor & {
  readonly ownerId: string;
  /** By which national numbers are read. */
  readonly country: string | null;
  /** The page's address. */
  readonly at: string;
};

export type SuppressionAnswer = {
  readonly form: 'search' | 'add' | 'clear';
  readonly failed?: Failed;
  readonly ask?: Ask;
  readonly added?: Added;
  /** What was found of the contact that was looked for, and the contact. */
  readonly found?: { readonly contact: string; readonly entry: Suppressed | null };
};

/** Carries out one of the forms of a suppression list's page. */
export async function actOnSuppression(
  { request, context }: { request: Request; context: AppLoadContext },
  list: ListAt,
): Promise<SuppressionAnswer> {
  const { db, now } = context;
  const typed = await readUpload(request, 'file');
  switch (one(typed, 'act')) {
    case 'add':
      return add(context, list, typed);
    case 'clear':
      return clear(context, list, typed);
    case 'remove': {
      const contact = one(typed, 'contact').slice(0, CONTACT_LIMIT);
      const removed = await attempt(typed, removeSuppression(db, { ...list, contact, now }), ABOUT_CONTACT);
      if (!removed.ok) return { form: 'search', failed: removed.failed };
      throw redirect(`${list.at}?done=removed`);
    }
    default: {
      const contact = one(typed, 'contact').slice(0, CONTACT_LIMIT);
      const found = await attempt(typed, findSuppression(db, { ...list, contact }), ABOUT_CONTACT);
      return found.ok
        ? { form: 'search', found: { contact, entry: found.data } }
        : { form: 'search', failed: found.failed };
    }
  }
}

const ABOUT_CONTACT = { suppression_unread: 'contact' };

async function add({ db, now }: AppLoadContext, list: ListAt, typed: Typed): Promise<SuppressionAnswer> {
  const text = [one(typed, 'file'), one(typed, 'contacts')].filter((part) => part.trim() !== '').join('\n');
  // What was uploaded is not sent back.
  const shown: Typed = { reason: typed.reason ?? [], contacts: typed.contacts ?? [] };
  if (text === '') return { form: 'add', failed: failed(shown, { contacts: words.add.nothing }) };
  const reason = z.enum(SUPPRESSION_REASONS).catch('other').parse(one(typed, 'reason'));
  const added = await attempt(shown, addSuppressions(db, { ...list, text, reason, now }), {
    suppression_empty: 'contacts',
    suppression_too_long: 'file',
  });
  return added.ok ? { form: 'add', added: added.data } : { form: 'add', failed: added.failed };
}

async function clear({ db, now }: AppLoadContext, list: ListAt, typed: Typed): Promise<SuppressionAnswer> {
  const seen = z.coerce.number().int().min(0).catch(0).parse(one(typed, 'seen'));
  if (one(typed, 'confirmed') !== 'yes') {
    return {
      form: 'clear',
      ask: {
        title: words.clear.ask.title,
        text: words.clear.ask.text,
        figures: [{ label: words.clear.ask.figure, value: seen.toLocaleString('en') }],
        fields: { act: 'clear', seen: String(seen) },
        confirmLabel: words.clear.ask.confirm,
        tone: 'danger',
      },
    };
  }
  const cleared = await attempt(typed, clearSuppressions(db, { ...list, seen, now }));
  if (!cleared.ok) return { form: 'clear', failed: cleared.failed };
  throw redirect(`${list.at}?done=cleared`);
}
