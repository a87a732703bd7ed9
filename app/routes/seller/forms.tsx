import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { createForm } from '#app/domain/forms/create-form.server.ts';
import { CHANNEL_OF, FORM_KINDS } from '#app/domain/forms/form.ts';
import { FORM_LANGUAGES } from '#app/domain/forms/form-spec.ts';
import { NAME_MOST } from '#app/domain/forms/limits.ts';
import { readFormFigures, sumFigures } from '#app/domain/forms/read-form-figures.server.ts';
import { readForms } from '#app/domain/forms/read-forms.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { formWords } from '#app/words/en/forms.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { attempt, failed, one, readForm } from '../form.ts';
import { type Member, requireMember } from '../guard.ts';
import { offerName } from './offer-name.ts';

const words = formWords;
const FIGURE_DAYS = 30;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** The offer that the address names, of who asks and of nobody else. */
async function offerOf(args: LoaderFunctionArgs, { organisation }: Member) {
  const offerId = args.params.offerId ?? '';
  const offer = await readOffer(args.context.db, { organisationId: organisation.id, offerId });
  if (!offer) throw new Response(null, { status: 404 });
  return offer;
}

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const offer = await offerOf(args, member);
  const { db, now } = args.context;
  const [reference, forms] = await Promise.all([readReference(db.pool), readForms(db, offer.id)]);
  const formIds = forms.map(({ id }) => id);
  const figures = await readFormFigures(db, { formIds, days: FIGURE_DAYS, now });
  const offered = (kind: (typeof FORM_KINDS)[number]) => offer.channels.includes(CHANNEL_OF[kind]);
  return {
    offer: { id: offer.id, name: offerName(reference, offer) },
    mayWrite: roleReaches(member.organisation.role, 'manager'),
    kinds: FORM_KINDS.filter(offered),
    closedKinds: FORM_KINDS.filter((kind) => !offered(kind)).map((kind) => ({
      kind,
      channel: CHANNEL_OF[kind],
    })),
    rows: forms.map(({ id, name, kind, status }) => ({
      ...{ id, name, kind, status },
      ...sumFigures(figures.filter(({ formId }) => formId === id)),
    })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const offer = await offerOf(args, member);
  await requireMember(args, { side: 'sells', role: 'manager' });
  const typed = await readForm(args.request);
  const kind = FORM_KINDS.find((known) => known === one(typed, 'kind'));
  const language = FORM_LANGUAGES.find((known) => known === one(typed, 'language'));
  const name = one(typed, 'name').trim();
  const errors = {
    ...(kind ? {} : { kind: words.make.kindError }),
    ...(name === '' || name.length > NAME_MOST ? { name: words.builder.nameError } : {}),
  };
  if (!kind || Object.keys(errors).length > 0) return failed(typed, errors);
  const made = await attempt(
    typed,
    createForm(args.context.db, {
      ...{ organisationId: member.organisation.id, offerId: offer.id, kind, name },
      ...{ actor: member.actor, origin: member.origin, now: args.context.now },
      language: language ?? 'en',
    }),
    { form_channel_not_offered: 'kind' },
  );
  return made.ok ? redirect(`/sell/offers/forms/${made.data.id}`) : made.failed;
}

export default function Forms() {
  const { offer, rows, mayWrite } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle
        title={words.title}
        intro={words.intro}
        back={{ to: `/sell/offers/${offer.id}`, label: offer.name }}
      />
      <div className="flex flex-col gap-8">
        {rows.length === 0 ? <EmptyState {...words.empty} /> : <Table />}
        {mayWrite && <Make />}
      </div>
    </>
  );
}

function Table() {
  const { rows } = useLoaderData<typeof loader>();
  const { columns } = words;
  return (
    <DataTable
      caption={words.caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          head: columns.name,
          cell: ({ id, name }) => (
            <Link to={`/sell/offers/forms/${id}`} className="inline-flex min-h-6 items-center font-medium">
              {name}
            </Link>
          ),
        },
        { key: 'kind', head: columns.kind, cell: ({ kind }) => words.kinds[kind].name },
        {
          key: 'state',
          head: columns.state,
          cell: ({ status }) => <StateBadge of="form" state={status} />,
        },
        { key: 'views', head: columns.views, kind: 'figure', cell: ({ views }) => views },
        { key: 'starts', head: columns.starts, kind: 'figure', cell: ({ starts }) => starts },
        { key: 'finished', head: columns.finished, kind: 'figure', cell: ({ finished }) => finished },
        {
          key: 'conversion',
          head: columns.conversion,
          kind: 'figure',
          cell: ({ views, finished }) =>
            views === 0
              ? words.noViews
              : words.conversion(sellerWords.share.percent(Math.min(1, finished / views)), views),
        },
      ]}
    />
  );
}

function Make() {
  const { kinds, closedKinds } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const typed = answer?.typed ?? {};
  return (
    <Section id="make" title={words.make.title}>
      <PostForm failed={answer}>
        {kinds.length > 0 && (
          <RadioGroup
            name="kind"
            label={words.make.kind}
            value={one(typed, 'kind') || (kinds[0] ?? '')}
            choices={kinds.map((kind) => ({
              value: kind,
              label: words.kinds[kind].name,
              hint: words.kinds[kind].means,
            }))}
            error={answer?.errors.kind}
          />
        )}
        {closedKinds.map(({ kind, channel }) => (
          <p key={kind} className="text-sm text-ink-soft">
            <span className="font-medium">{words.kinds[kind].name}.</span>{' '}
            {words.make.closed(sellerWords.channels[channel])}
          </p>
        ))}
        {kinds.length > 0 && (
          <>
            <TextInput
              name="name"
              type="text"
              label={words.make.name}
              hint={words.make.nameHint}
              value={one(typed, 'name')}
              maxLength={NAME_MOST}
              error={answer?.errors.name}
            />
            <Select
              name="language"
              label={words.make.language}
              hint={words.make.languageHint}
              value={one(typed, 'language') || 'en'}
              choices={FORM_LANGUAGES.map((value) => ({ value, label: words.languages[value] }))}
            />
            <div>
              <SubmitButton>{words.make.submit}</SubmitButton>
            </div>
          </>
        )}
      </PostForm>
    </Section>
  );
}
