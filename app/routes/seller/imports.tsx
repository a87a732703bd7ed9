import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { FILE_BYTES_MOST, isOpen } from '#app/domain/imports/import.ts';
import { readImports } from '#app/domain/imports/read-imports.server.ts';
import { receiveFile } from '#app/domain/imports/receive-file.server.ts';
import { receiveForm } from '#app/platform/receive-form.server.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { importWords } from '#app/words/en/imports.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { attempt, type Failed, failed } from '../form.ts';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';

const words = importWords.list;
const SHOWN = 50;
const OFFERS_LIMIT = 100;
/** A file that is too large by little is read to its end, so that its sender hears why it was refused. */
const SENT_BYTES_MOST = 2 * FILE_BYTES_MOST;
const ON_FILE = Object.fromEntries(
  ['import_file_empty', 'import_file_too_large', 'import_legacy_excel'].map((code) => [code, 'file']),
);

export const meta: MetaFunction = () => [{ title: words.meta }];

async function activeOffers({ db }: AppLoadContext, organisationId: string) {
  const [reference, offers] = await Promise.all([
    readReference(db.pool),
    readOffers(db, { organisationId, limit: OFFERS_LIMIT, before: null }),
  ]);
  const name = (offer: (typeof offers)[number]) =>
    sellerWords.leads.offerName(
      nicheNameOf(reference, offer.niche),
      regionNameOf(reference, offer.regions[0] ?? ''),
      offer.regions.length - 1,
    );
  return {
    names: new Map(offers.map((offer) => [offer.id, name(offer)])),
    active: offers
      .filter(({ status }) => status === 'active')
      .map((offer) => ({ value: offer.id, label: name(offer) })),
  };
}

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells', role: 'manager' });
  const organisationId = organisation.id;
  const [{ names, active }, imports] = await Promise.all([
    activeOffers(args.context, organisationId),
    readImports(args.context.db, { organisationId, limit: SHOWN }),
  ]);
  return {
    now: args.context.now,
    offers: active,
    chosen: new URL(args.request.url).searchParams.get('offer') ?? '',
    open: imports.find(({ status }) => isOpen(status))?.id ?? null,
    imports: imports.map((one) => ({
      id: one.id,
      name: one.about?.fileName ?? words.erasedName,
      offer: names.get(one.offerId) ?? '',
      status: one.status,
      rows: one.rowsTotal - (one.startedAt === null && one.mapping?.hasHead ? 1 : 0),
      taken: one.taken,
      test: one.test,
      createdAt: one.createdAt,
    })),
  };
}

/** The file is read as it comes, after the fields that stand before it. */
export async function action(args: ActionFunctionArgs): Promise<Failed> {
  const { organisation, actor, origin } = await requireMember(args, { side: 'sells', role: 'manager' });
  const { db, now } = args.context;
  const reading = receiveForm(args.request, {
    fileField: 'file',
    bytesMost: SENT_BYTES_MOST,
    take: ({ name, data, fields: before }) =>
      attempt(
        { offer: [before.offer ?? ''] },
        receiveFile(db, {
          organisationId: organisation.id,
          offerId: before.offer ?? '',
          fileName: name,
          data,
          actor,
          origin,
          now,
        }),
        { ...ON_FILE, offer_id_unknown: 'offer', offer_not_active: 'offer', niche_forbidden: 'offer' },
      ),
  });
  const received = await attempt({}, reading);
  if (!received.ok) return received.failed;
  const { fields, taken } = received.data;
  if (!taken) return failed({ offer: [fields.offer ?? ''] }, { file: words.fileMissing });
  if (!taken.ok) return taken.failed;
  throw redirect(`/sell/import/${taken.data}`);
}

export default function Imports() {
  const { open, offers, imports } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/sell/leads', label: words.back }} />
      <div className="flex flex-col gap-8">
        {open ? (
          <Notice
            tone="amber"
            title={words.open.title}
            text={words.open.text}
            action={
              <ButtonLink to={`/sell/import/${open}`} kind="main">
                {words.open.action}
              </ButtonLink>
            }
          />
        ) : offers.length === 0 ? (
          <EmptyState
            title={words.noOffer.title}
            text={words.noOffer.text}
            action={
              <ButtonLink to="/sell/offers" kind="main">
                {words.noOffer.action}
              </ButtonLink>
            }
          />
        ) : (
          <Upload />
        )}
        <Section id="history" title={words.history}>
          {imports.length === 0 ? (
            <EmptyState title={words.empty.title} text={words.empty.text} />
          ) : (
            <History />
          )}
        </Section>
      </div>
    </>
  );
}

/** The offer stands before the file, so that it is known when the file comes. */
function Upload() {
  const { offers, chosen } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <PostForm failed={answer} holdsFile>
      <Select
        name="offer"
        label={words.offer}
        hint={words.offerHint}
        value={answer?.typed.offer?.[0] || chosen || (offers[0]?.value ?? '')}
        choices={offers}
        error={answer?.errors.offer}
      />
      <FileInput
        name="file"
        label={words.file}
        hint={words.fileHint}
        error={answer?.errors.file}
        accept=".csv,.txt,.tsv,.xlsx,text/csv,text/tab-separated-values,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      />
      <div>
        <SubmitButton pendingLabel={words.pending}>{words.submit}</SubmitButton>
      </div>
    </PostForm>
  );
}

function History() {
  const { imports, now } = useLoaderData<typeof loader>();
  return (
    <DataTable
      caption={words.caption}
      rows={imports}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'file',
          head: words.columns.file,
          cell: (row) => (
            <>
              <Link
                to={`/sell/import/${row.id}`}
                className="inline-flex min-h-6 items-center font-medium wrap-anywhere"
              >
                {row.name}
              </Link>
              <span className="block text-xs text-ink-faint">{row.offer}</span>
            </>
          ),
        },
        {
          key: 'status',
          head: words.columns.status,
          cell: (row) => <StateBadge of="import" state={row.status} />,
        },
        {
          key: 'rows',
          head: words.columns.rows,
          kind: 'figure',
          cell: (row) => row.rows.toLocaleString('en'),
        },
        {
          key: 'taken',
          head: words.columns.taken,
          kind: 'figure',
          cell: (row) => row.taken.toLocaleString('en'),
        },
        { key: 'at', head: words.columns.at, cell: (row) => <Moment at={row.createdAt} now={now} /> },
      ]}
    />
  );
}
