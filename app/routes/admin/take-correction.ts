import { type AppLoadContext, redirect } from '@remix-run/node';
import {
  CORRECTED_ACCOUNTS,
  CORRECTION_KINDS,
  CORRECTION_SOURCES,
  isCorrection,
} from '#app/domain/billing/correction.ts';
import { needsSecond as asksSecond } from '#app/domain/billing/needs-second.server.ts';
import { writeCorrection } from '#app/domain/billing/write-correction.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { isId } from '#app/kernel/ids.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { parseMajor } from '#app/ui/parse-major.ts';
import { pageRefusal } from '#app/words/en/refusals.ts';
import { troubleWords } from '#app/words/en/trouble.ts';
import { attempt, failed, one, type Typed } from '../form.ts';
import type { Staff } from '../guard.ts';
import { type Answer, answerTo } from './answer.ts';
import { findOrganisation, type OfferedOrganisation, ORGANISATIONS_OFFERED } from './find-organisation.ts';
import { readReason } from './read-reason.ts';

const words = troubleWords.corrections;

/** What the form is answered; `offered` are the organisations that somebody may have meant. */
export type CorrectionAnswer = Answer & { readonly offered: readonly OfferedOrganisation[] };

/** Takes the form of an entry by hand: asks back with its figures, then books it or lets it wait for a second admin. */
export async function takeCorrection(
  { db, now }: AppLoadContext,
  { actor, origin }: Staff,
  typed: Typed,
): Promise<CorrectionAnswer> {
  const read = readCorrection(typed);
  const reason = readReason(typed);
  const found = await findOrganisation(db, {
    ...{ text: one(typed, 'organisation'), chosen: one(typed, 'chosen'), foundBy: one(typed, 'foundBy') },
  });
  const organisation = found.kind === 'one' ? found.organisation : null;
  const offered = found.kind === 'several' ? found.offered : [];
  const refuse = (answer: Partial<Answer>): CorrectionAnswer => ({ ...answerTo('write', answer), offered });
  const errors = {
    ...(found.kind === 'none' ? { organisation: words.organisationBad } : {}),
    ...(found.kind === 'tooMany' ? { organisation: words.organisationMany(ORGANISATIONS_OFFERED) } : {}),
    ...(found.kind === 'several' ? { chosen: words.organisationSeveral } : {}),
    ...(read === null ? { amount: words.amountBad } : {}),
    ...(reason.ok ? {} : reason.failed.errors),
  };
  if (!organisation || !read || !reason.ok) return refuse({ failed: failed(typed, errors) });
  if (!isCorrection(read)) return refuse({ failed: failed(typed, {}, pageRefusal('correction_unfit', {})) });
  if (one(typed, 'confirmed') === 'yes') {
    const by = { actor, origin, now, reason: reason.reason, organisationId: organisation.id };
    const done = await attempt(typed, writeCorrection(db, { ...read, ...by }));
    if (!done.ok) return refuse({ failed: done.failed });
    throw redirect(`/admin/corrections?done=${done.data}`);
  }
  const { values } = await readSettings(db);
  const needsSecond = await asksSecond(db, {
    ...read,
    organisationId: organisation.id,
    actor,
    limitMinor: values.second_approval_above_minor[read.currency],
    now,
  });
  return refuse({
    failed: failed(typed, {}),
    ask: {
      title: words.askTitle(formatMoney(read)),
      text: needsSecond ? `${words.askText} ${words.askSecond}` : words.askText,
      figures: [
        { label: words.organisation, value: organisation.name },
        { label: words.kind, value: words.kinds[read.kind] },
        { label: words.direction, value: words[read.direction] },
        { label: words.account, value: words.accounts[read.account] },
        { label: words.source, value: words.sources[read.source] },
        { label: words.second, value: needsSecond ? words.needed : words.notNeeded },
        { label: words.reason, value: reason.reason },
      ],
      // What was found is what is agreed to, whoever takes the name meanwhile.
      fields: {
        ...Object.fromEntries(FIELDS.map((name) => [name, one(typed, name)])),
        organisation: organisation.id,
      },
      confirmLabel: words.confirm,
    },
  });
}

const FIELDS = [
  ...['id', 'organisation', 'kind', 'direction', 'account'],
  ...['source', 'amount', 'currency', 'reason'],
];

function readCorrection(typed: Typed) {
  const pick = <Value extends string>(from: readonly Value[], name: string) =>
    from.find((value) => value === one(typed, name));
  const id = one(typed, 'id');
  const kind = pick(CORRECTION_KINDS, 'kind');
  const account = pick(CORRECTED_ACCOUNTS, 'account');
  const source = pick(CORRECTION_SOURCES, 'source');
  const direction = pick(['give', 'take'] as const, 'direction');
  const currency = pick(CURRENCIES, 'currency');
  if (!isId('corr', id) || !kind || !account || !source || !direction || !currency) return null;
  const amountMinor = parseMajor(one(typed, 'amount'), currency);
  if (amountMinor === null || amountMinor === 0n) return null;
  return { id, kind, account, source, direction, currency, amountMinor };
}
