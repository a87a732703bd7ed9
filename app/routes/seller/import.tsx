import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { countVerdicts } from '#app/domain/imports/count-verdicts.server.ts';
import { isOpen, type LeadImport, STEERINGS } from '#app/domain/imports/import.ts';
import { mapColumns } from '#app/domain/imports/map-columns.server.ts';
import { mappingSchema } from '#app/domain/imports/mapping-schema.ts';
import { readSample } from '#app/domain/imports/read-sample.server.ts';
import { rereadFile } from '#app/domain/imports/reread-file.server.ts';
import { steerImport } from '#app/domain/imports/steer-import.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Badge } from '#app/ui/badge.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { importWords } from '#app/words/en/imports.ts';
import { pageRefusal } from '#app/words/en/refusals.ts';
import type { Asked } from '../asked.ts';
import { attempt, type Failed, one, parseForm, readForm, type Typed } from '../form.ts';
import { regionNameOf } from '../public/names.ts';
import { columnLetter } from './column-letter.ts';
import { findImport } from './find-import.ts';
import { ImportProgress } from './import-progress.tsx';
import { ImportResult } from './import-result.tsx';
import { MappingForm } from './mapping-form.tsx';
import { formatOf, mappingGuess, mappingOf, sayMappingErrors } from './mapping-values.ts';

const words = importWords.one;
/** Rows by which the columns are guessed, and texts of them that are shown. */
const SAMPLE_ROWS = 200;
const SAMPLES_SHOWN = 3;
const SAMPLE_CHARACTERS = 40;
const LANGUAGE = 'en';

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { member, found, offer } = await findImport(args);
  const { db, now } = args.context;
  const isWorkedOff = found.startedAt !== null && found.erasedAt === null;
  return {
    now,
    import: found,
    name: found.about?.fileName ?? importWords.list.erasedName,
    failure:
      found.status === 'failed' && found.reason ? pageRefusal(found.reason.code, found.reason.params) : null,
    mapping:
      found.status === 'mapping' ? await mappingView(args, found, offer, member.organisation.timezone) : null,
    verdicts: isWorkedOff
      ? await countVerdicts(db.pool, {
          importId: found.id,
          taken: found.taken,
          isOver: !isOpen(found.status),
        })
      : {},
  };
}

async function mappingView(
  { context: { db } }: LoaderFunctionArgs,
  found: LeadImport,
  offer: Offer,
  timezone: string,
) {
  const reference = await readReference(db.pool);
  const { questions } = present(reference.niches.get(offer.niche), 'an offer names a known niche');
  const sample = await readSample(db, { importId: found.id, limit: SAMPLE_ROWS });
  const mapping = found.mapping ?? mappingGuess({ sample, questions, offer, timezone });
  const head = mapping.hasHead ? (sample[0]?.cells ?? []) : [];
  const rows = mapping.hasHead ? sample.slice(1) : sample;
  const width = Math.max(mapping.columns.length, ...sample.map(({ cells }) => cells.length));
  return {
    hasHead: mapping.hasHead,
    dateOrder: mapping.dateOrder,
    timezone: mapping.timezone,
    region: mapping.region,
    offersWording: mapping.offersWording,
    wording: offer.consentText,
    columns: Array.from({ length: width }, (_, at) => ({
      title: importWords.mapping.column(columnLetter(at), head[at] ?? ''),
      use: mapping.columns[at] ?? '',
      samples: [...new Set(rows.map(({ cells }) => cells[at] ?? '').filter((cell) => cell !== ''))]
        .slice(0, SAMPLES_SHOWN)
        .map((cell) => (cell.length > SAMPLE_CHARACTERS ? `${cell.slice(0, SAMPLE_CHARACTERS)}…` : cell)),
    })),
    questions: questions.map(({ key, label }) => ({ key, label: label[LANGUAGE] ?? key })),
    regions: offer.regions.map((code) => ({ value: code, label: regionNameOf(reference, code) })),
  };
}

export type MappingView = NonNullable<Awaited<ReturnType<typeof mappingView>>>;

const actSchema = z.enum(['map', 'reread', ...STEERINGS]);
/** What is news of an import that is over: that it began, or goes on, is not. */
const ENDED = { cancelled: words.done.cancelled, erased: words.done.erased };
const DONE = { pause: 'paused', resume: 'resumed', cancel: 'cancelled', erase: 'erased' } as const;

export async function action(args: ActionFunctionArgs): Promise<{ failed?: Failed; ask?: Asked } | Response> {
  const { member, found, offer } = await findImport(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const act = actSchema.safeParse(one(typed, 'act'));
  if (!act.success) throw new Response(null, { status: 400 });
  const of = { organisationId: member.organisation.id, importId: found.id, now };
  const here = `/sell/import/${found.id}`;
  if (act.data === 'map') return map(args, typed, offer, { ...of, timezone: member.organisation.timezone });
  if (act.data === 'reread') {
    const format = formatOf(typed, found.format?.kind ?? 'csv');
    const done = await attempt(typed, rereadFile(db, { ...of, format }));
    return done.ok ? redirect(here) : { failed: done.failed };
  }
  const steering = act.data;
  const isEnd = steering === 'erase' || (steering === 'cancel' && found.startedAt !== null);
  if (isEnd && one(typed, 'confirmed') !== 'yes') return { ask: askOf(steering, found) };
  const { actor, origin } = member;
  const done = await attempt(typed, steerImport(db, { ...of, steering, actor, origin }));
  return done.ok ? redirect(`${here}?done=${DONE[steering]}`) : { failed: done.failed };
}

async function map(
  { context: { db } }: ActionFunctionArgs,
  typed: Typed,
  offer: Offer,
  of: { organisationId: string; importId: string; now: Date; timezone: string },
): Promise<{ failed: Failed } | Response> {
  const reference = await readReference(db.pool);
  const { questions } = present(reference.niches.get(offer.niche), 'an offer names a known niche');
  const parsed = parseForm(mappingSchema(questions), typed, mappingOf(typed, offer, of.timezone));
  if (!parsed.ok) return { failed: { ...parsed.failed, errors: sayMappingErrors(parsed.failed.errors) } };
  const { timezone: _, ...input } = of;
  const kept = await attempt(
    typed,
    mapColumns(db, { ...input, mapping: parsed.data, test: one(typed, 'test') === 'yes' }),
  );
  return kept.ok ? redirect(`/sell/import/${of.importId}/preview`) : { failed: kept.failed };
}

function askOf(steering: 'cancel' | 'erase', found: LeadImport): Asked {
  const fields = { act: steering };
  const figure = (count: number) => count.toLocaleString('en');
  if (steering === 'erase')
    return {
      title: words.eraseAsk.title,
      text: words.eraseAsk.text,
      figures: [
        { label: words.eraseAsk.figure, value: figure(found.quarantined + found.refused + found.doubles) },
      ],
      fields,
      confirmLabel: words.steerings.erase,
      tone: 'danger',
    };
  const done = found.taken + found.doubles + found.refused + found.quarantined;
  return {
    title: words.cancelAsk.title,
    text: words.cancelAsk.text,
    figures: [
      { label: words.cancelAsk.done, value: figure(done) },
      { label: words.cancelAsk.left, value: figure(found.rowsTotal - done) },
    ],
    fields,
    confirmLabel: words.steerings.cancel,
    tone: 'danger',
  };
}

export default function Import() {
  const { import: of, name, mapping, now, verdicts, failure } = useLoaderData<typeof loader>();
  const answer = useActionData<{ failed?: Failed; ask?: Asked }>();
  return (
    <>
      <FlashNotice notices={isOpen(of.status) ? words.done : ENDED} />
      <WorkTitle
        title={name}
        back={{ to: '/sell/import', label: words.back }}
        badges={
          <>
            <StateBadge of="import" state={of.status} />
            {of.test && (
              <Badge tone="neutral" sign={false}>
                {words.test}
              </Badge>
            )}
          </>
        }
      />
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/sell/import/${of.id}`} />}
      <div className="flex flex-col gap-8">
        {!mapping && <ErrorSummary failed={answer?.failed} />}
        {mapping ? (
          <MappingForm of={of} mapping={mapping} failed={answer?.failed} />
        ) : isOpen(of.status) ? (
          <ImportProgress of={of} />
        ) : null}
        {!mapping && of.status !== 'reading' && of.status !== 'uploading' && (
          <ImportResult of={of} verdicts={verdicts} failure={failure} now={now} />
        )}
      </div>
    </>
  );
}
