import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { z } from 'zod';
import { readQuarantined } from '#app/domain/imports/read-quarantined.server.ts';
import { type Evidence, releaseRows } from '#app/domain/imports/release-rows.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { CheckboxGroup } from '#app/ui/choice-group.tsx';
import { parseDateTime } from '#app/ui/date-time.ts';
import { DateTimeInput } from '#app/ui/date-time-input.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { importWords } from '#app/words/en/imports.ts';
import { attempt, type Failed, failed, one, readForm, type Typed } from '../form.ts';
import { findImport } from './find-import.ts';

const words = importWords.quarantine;
const SHOWN = 20;
const TEXT_MOST = 4_000;
const URL_MOST = 2_000;
const CONTACT_FIELDS = ['name', 'last_name', 'first_name', 'middle_name', 'phone', 'email'] as const;
const AT = /^at_(\d{1,7})$/;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { member, found, offer } = await findImport(args);
  const { id, status, mapping, erasedAt, startedAt } = found;
  const isOver = (status === 'done' || status === 'cancelled') && startedAt !== null;
  if (!isOver || erasedAt !== null || !mapping) throw redirect(`/sell/import/${id}`);
  const { db, now } = args.context;
  const { actor, origin, organisation } = member;
  const from = z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1)
    .catch(1)
    .parse(new URL(args.request.url).searchParams.get('from'));
  const { rows, next } = await readQuarantined(db, {
    organisationId: organisation.id,
    of: found,
    from,
    limit: SHOWN,
    actor,
    origin,
    now,
  });
  const places = CONTACT_FIELDS.map((field) => mapping.columns.indexOf(field)).filter((at) => at >= 0);
  return {
    id,
    from,
    next,
    timezone: organisation.timezone,
    wording: offer.consentText,
    freshDays: await readSetting(db, 'consent_fresh_days'),
    rows: rows.map((row) => ({
      number: row.number,
      contact: places
        .map((at) => row.cells[at] ?? '')
        .filter(Boolean)
        .join(', '),
      why: importWords.reasons[row.reason.code](row.reason.params),
    })),
  };
}

type Answer = Failed & { released: number };

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { member, found } = await findImport(args);
  const { actor, origin, organisation } = member;
  const typed = await readForm(args.request);
  const { evidence, errors } = evidenceOf(typed);
  if (Object.keys(errors).length > 0) return { ...failed(typed, errors), released: 0 };
  const done = await attempt(
    typed,
    releaseRows(args.context.db, {
      organisationId: organisation.id,
      importId: found.id,
      evidence,
      actor,
      origin,
      now: args.context.now,
    }),
  );
  if (!done.ok) return { ...done.failed, released: 0 };
  const { released, kept } = done.data;
  const reasons = kept.map(({ row, reason }) => [
    `at_${row}`,
    importWords.reasons[reason.code](reason.params),
  ]);
  // Who gave their word for some gives it anew for others.
  const left = { ...typed, vouch: [] };
  return {
    ...failed(kept.length > 0 ? left : {}, Object.fromEntries(reasons), kept.length > 0 ? words.kept : null),
    released,
  };
}

/** The rows that have a date; the words and the page are the same for all that are sent together. */
function evidenceOf(typed: Typed): { evidence: Evidence[]; errors: Record<string, string> } {
  const text = one(typed, 'text').trim();
  const url = one(typed, 'url').trim();
  const errors: Record<string, string> = {};
  if (text.length > TEXT_MOST) errors.text = words.tooLong(TEXT_MOST);
  if (
    url !== '' &&
    !z
      .url({ protocol: /^https?$/ })
      .max(URL_MOST)
      .safeParse(url).success
  )
    errors.url = words.badUrl;
  const dates = Object.keys(typed).filter((name) => AT.test(name));
  const dated = dates.filter((name) => one(typed, name) !== '').slice(0, SHOWN);
  const evidence = dated.flatMap((name): Evidence[] => {
    const givenAt = parseDateTime(one(typed, name), one(typed, `${name}_zone`));
    if (givenAt) return [{ row: Number(AT.exec(name)?.[1]), givenAt, text: text || null, url: url || null }];
    errors[name] = words.badDate;
    return [];
  });
  if (dated.length === 0) errors[dates[0] ?? 'text'] ??= words.nothing;
  else if (one(typed, 'vouch') !== 'yes') errors.vouch = words.vouchMissing;
  return { evidence, errors };
}

export default function ImportQuarantine() {
  const { id, rows, from, next, freshDays } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  return (
    <>
      <WorkTitle
        title={words.title}
        intro={rows.length > 0 ? words.intro(freshDays) : undefined}
        back={{ to: `/sell/import/${id}`, label: words.back }}
      />
      <div className="flex flex-col gap-6">
        {answer && answer.released > 0 && <Notice tone="good" title={words.released(answer.released)} />}
        {rows.length === 0 ? (
          <EmptyState
            title={words.empty.title}
            text={words.empty.text}
            action={
              <ButtonLink to={`/sell/import/${id}`} kind="main">
                {words.empty.action}
              </ButtonLink>
            }
          />
        ) : (
          <>
            <Release key={search.get('from') ?? ''} />
            <nav aria-label={words.title} className="flex flex-wrap gap-6 text-sm">
              {from > 1 && (
                <Link to={`/sell/import/${id}/quarantine`} className="inline-flex min-h-6 items-center">
                  {words.first}
                </Link>
              )}
              {next !== null && (
                <Link
                  to={`/sell/import/${id}/quarantine?from=${next}`}
                  className="inline-flex min-h-6 items-center"
                >
                  {words.next}
                </Link>
              )}
            </nav>
            <p className="max-w-[68ch] text-sm text-ink-soft">
              {words.many}{' '}
              <Link to={`/sell/import/${id}/rows?kind=quarantined`} reloadDocument>
                {words.download}
              </Link>
            </p>
          </>
        )}
      </div>
    </>
  );
}

function Release() {
  const { rows, timezone, wording } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const typed = answer?.typed ?? {};
  const errors = answer?.errors ?? {};
  return (
    <PostForm failed={answer}>
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {rows.map(({ number, contact, why }) => (
          <li key={number} className="flex flex-col gap-3 py-4">
            <div>
              <p className="font-medium wrap-anywhere">{contact || words.noContact}</p>
              <p className="text-sm text-ink-soft">
                {words.row(number)}. {why}
              </p>
            </div>
            <DateTimeInput
              name={`at_${number}`}
              label={words.at}
              optional
              value={{
                text: typed[`at_${number}`]?.[0] ?? '',
                zone: typed[`at_${number}_zone`]?.[0] ?? timezone,
              }}
              error={errors[`at_${number}`]}
            />
          </li>
        ))}
      </ul>
      <TextArea
        name="text"
        label={words.text}
        hint={words.textHint(wording)}
        optional
        value={typed.text?.[0] ?? ''}
        maxLength={TEXT_MOST}
        rows={3}
        error={errors.text}
      />
      <TextInput
        name="url"
        label={words.url}
        optional
        type="url"
        inputMode="url"
        value={typed.url?.[0] ?? ''}
        maxLength={URL_MOST}
        error={errors.url}
      />
      <CheckboxGroup
        name="vouch"
        label={words.vouchLabel}
        choices={[{ value: 'yes', label: words.vouch }]}
        values={typed.vouch ?? []}
        error={errors.vouch}
      />
      <div>
        <SubmitButton>{words.submit}</SubmitButton>
      </div>
    </PostForm>
  );
}
