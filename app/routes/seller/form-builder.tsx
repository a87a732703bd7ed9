import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, type ShouldRevalidateFunction, useActionData, useLoaderData } from '@remix-run/react';
import { useState } from 'react';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { LeadForm } from '#app/domain/forms/form.ts';
import { completeSpec, textsIn } from '#app/domain/forms/form-spec.ts';
import { previewQuery, testPath } from '#app/domain/forms/preview-key.server.ts';
import { publishForm } from '#app/domain/forms/publish-form.server.ts';
import { readFormFigures, sumFigures } from '#app/domain/forms/read-form-figures.server.ts';
import { readForm as readLeadForm } from '#app/domain/forms/read-forms.server.ts';
import { readShownForm } from '#app/domain/forms/read-shown-form.server.ts';
import { sameJson } from '#app/domain/forms/same-json.ts';
import { saveForm } from '#app/domain/forms/save-form.server.ts';
import { setFormStatus } from '#app/domain/forms/set-form-status.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { embedCode } from '#app/forms/embed-code.ts';
import { present } from '#app/kernel/assert.ts';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { CopyField } from '#app/ui/copy-field.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { StatTiles } from '#app/ui/stat-tiles.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { formWords } from '#app/words/en/forms.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { attempt, failed, one, readForm } from '../form.ts';
import { type Member, requireMember } from '../guard.ts';
import { FormEditor } from './form-editor.tsx';
import { FormPreview } from './form-preview.tsx';
import { draftOf, typedForm } from './form-values.ts';

const words = formWords.builder;
const FIGURE_DAYS = 30;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: words.meta(data?.form.name ?? '') }];

/** The form that the address names and its offer, of who asks and of nobody else. */
async function formOf({ params, context: { db } }: LoaderFunctionArgs, { organisation }: Member) {
  const organisationId = organisation.id;
  const form = await readLeadForm(db, { organisationId, formId: params.formId ?? '' });
  if (!form) throw new Response(null, { status: 404 });
  const [reference, offer] = await Promise.all([
    readReference(db.pool),
    readOffer(db, { organisationId, offerId: form.offerId }),
  ]);
  const own = present(offer, 'a form belongs to an offer of the same seller');
  return { form, offer: own, questions: reference.niches.get(own.niche)?.questions ?? [] };
}

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const { form, offer, questions } = await formOf(args, member);
  const { db, now, appUrl } = args.context;
  const [figures, met] = await Promise.all([
    readFormFigures(db, { formIds: [form.id], days: FIGURE_DAYS, now }),
    readShownForm(db, form.id),
  ]);
  const spec = completeSpec(form.draft);
  return {
    form: { ...form, updatedAt: form.updatedAt.toISOString() },
    offer: { id: offer.id, status: offer.status, consentText: offer.consentText, currency: offer.currency },
    isChanged: met !== null && !(sameJson(met.form.spec, spec) && met.form.consentText === offer.consentText),
    isVerified: offer.targetAction === 'verified_contact',
    codeMethods: db.phone?.methods ?? [],
    mayWrite: roleReaches(member.organisation.role, 'manager'),
    questions,
    texts: textsIn(form.draft.language),
    typed: typedForm(form, questions),
    page: `${appUrl}/f/${form.id}`,
    preview: `/f/${form.id}/preview?${previewQuery(db.keys.signing, { formId: form.id, now })}`,
    test: testPath(db.keys.signing, { formId: form.id, now }),
    code: embedCode(appUrl, { id: form.id, title: spec.texts[`title_${form.kind}`] }),
    figures,
    sum: sumFigures(figures),
  };
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const { form, questions } = await formOf(args, member);
  await requireMember(args, { side: 'sells', role: 'manager' });
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const of = {
    ...{ organisationId: member.organisation.id, formId: form.id, now },
    ...{ actor: member.actor, origin: member.origin },
  };
  const intent = one(typed, 'intent');
  if (intent === 'live' || intent === 'paused') {
    const set = await attempt(typed, setFormStatus(db, { ...of, status: intent }));
    return set.ok ? redirect(`/sell/offers/forms/${form.id}?done=${intent}`) : set.failed;
  }
  const { name, draft, errors } = draftOf(typed, form, questions);
  if (!draft || Object.keys(errors).length > 0) return failed(typed, errors);
  const saved = await attempt(typed, saveForm(db, { ...of, name, draft }));
  if (!saved.ok) return saved.failed;
  if (intent === 'preview') return null;
  if (intent !== 'publish') return redirect(`/sell/offers/forms/${form.id}?done=saved`);
  const published = await attempt(typed, publishForm(db, of));
  return published.ok ? redirect(`/sell/offers/forms/${form.id}?done=live`) : published.failed;
}

/** What was saved for the preview is what stands in the fields already; shown anew it would undo what is being typed. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formData, defaultShouldRevalidate }) =>
  formData?.get('intent') !== 'preview' && defaultShouldRevalidate;

export default function FormBuilder() {
  const { form, offer } = useLoaderData<typeof loader>();
  const { done } = words;
  return (
    <>
      <FlashNotice
        notices={{
          saved: { title: done.saved, text: done.savedText },
          live: { title: done.live, text: done.liveText },
          paused: { title: done.paused, text: done.pausedText, tone: 'blue' },
        }}
      />
      <WorkTitle
        title={form.name}
        intro={formWords.kinds[form.kind].means}
        back={{ to: `/sell/offers/${offer.id}/forms`, label: words.back }}
        badges={<StateBadge of="form" state={form.status} />}
      />
      <div className="flex flex-col gap-8">
        <State />
        <Work />
        {form.status !== 'draft' && <Placing />}
        {form.status !== 'draft' && <Figures />}
      </div>
    </>
  );
}

/** Whether anybody sees it, and what keeps it from taking requests. */
function State() {
  const { form, offer, mayWrite, isVerified, codeMethods, isChanged } = useLoaderData<typeof loader>();
  const { state } = words;
  const sentence = form.status === 'draft' ? state.draft : state[form.status](form.version);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="text-ink-soft">
          {sentence} {isChanged && state.changed}
        </p>
        {mayWrite && form.status === 'live' && (
          <PostButton fields={{ intent: 'paused' }} small>
            {words.pause}
          </PostButton>
        )}
        {mayWrite && form.status === 'paused' && (
          <PostButton fields={{ intent: 'live' }} kind="main" small>
            {words.resume}
          </PostButton>
        )}
      </div>
      {offer.status !== 'active' && <Notice tone="amber" title={words.offerNot} />}
      {isVerified &&
        (codeMethods.length === 0 ? (
          <Notice tone="amber" title={words.codesNot} />
        ) : (
          <Notice tone="blue" title={words.codesNote} />
        ))}
    </>
  );
}

/** What is written at the left is seen at the right. */
function Work() {
  const { form, preview, mayWrite } = useLoaderData<typeof loader>();
  const [rounds, setRounds] = useState(0);
  return (
    <div className="grid gap-8 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
      {mayWrite && <Editor onSaved={() => setRounds((last) => last + 1)} />}
      <FormPreview address={preview} saved={`${form.updatedAt} ${rounds}`} />
    </div>
  );
}

function Editor({ onSaved }: { onSaved: () => void }) {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <FormEditor
      kind={loaded.form.kind as LeadForm['kind']}
      questions={loaded.questions}
      texts={loaded.texts}
      typed={answer?.typed ?? loaded.typed}
      failed={answer ?? null}
      consentText={loaded.offer.consentText}
      currency={loaded.form.draft.calculator?.currency ?? null}
      codeMethods={loaded.isVerified ? loaded.codeMethods : []}
      onSaved={onSaved}
    />
  );
}

function Placing() {
  const { code, page, test } = useLoaderData<typeof loader>();
  return (
    <>
      <Section id="code" title={words.code.title} intro={words.code.text}>
        <CodeBlock label={words.code.label} code={code} />
        <CopyField id="page" label={words.code.page} hint={words.code.pageHint} value={page} />
      </Section>
      <Section id="test" title={words.test.title} intro={words.test.text}>
        <p className="flex flex-wrap gap-x-6 gap-y-2">
          <a
            href={test}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-6 items-center font-medium"
          >
            {words.test.open}
          </a>
          <Link to="/sell/leads" className="inline-flex min-h-6 items-center">
            {words.test.leads}
          </Link>
        </p>
      </Section>
    </>
  );
}

function Figures() {
  const { figures, sum } = useLoaderData<typeof loader>();
  const { columns } = formWords;
  const share = (finished: number, views: number) =>
    views === 0 ? sellerWords.share.none : sellerWords.share.percent(Math.min(1, finished / views));
  return (
    <Section id="figures" title={words.figures.title} intro={words.figures.intro}>
      <StatTiles
        label={words.figures.label}
        tiles={[
          { label: columns.views, figure: sum.views },
          { label: columns.starts, figure: share(sum.starts, sum.views), sub: sum.starts, sample: sum.views },
          {
            label: columns.finished,
            figure: share(sum.finished, sum.starts),
            sub: sum.finished,
            sample: sum.starts,
          },
          { label: columns.conversion, figure: share(sum.finished, sum.views), sample: sum.views },
        ]}
      />
      {figures.length === 0 ? (
        <p className="text-ink-soft">{words.figures.none}</p>
      ) : (
        <DataTable
          caption={words.figures.byDay}
          rows={figures}
          rowKey={({ day }) => day}
          columns={[
            { key: 'day', head: words.figures.day, cell: ({ day }) => day },
            { key: 'views', head: columns.views, kind: 'figure', cell: ({ views }) => views },
            { key: 'starts', head: columns.starts, kind: 'figure', cell: ({ starts }) => starts },
            { key: 'finished', head: columns.finished, kind: 'figure', cell: ({ finished }) => finished },
            {
              key: 'conversion',
              head: columns.conversion,
              kind: 'figure',
              cell: ({ views, finished }) => share(finished, views),
            },
          ]}
        />
      )}
    </Section>
  );
}
