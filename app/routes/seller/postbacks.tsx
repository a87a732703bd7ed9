import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { createPostback } from '#app/domain/delivery/create-postback.server.ts';
import { deleteEndpoint } from '#app/domain/delivery/delete-endpoint.server.ts';
import { MACROS, POSTBACK_STATUSES } from '#app/domain/delivery/postback.ts';
import { readPostbacks } from '#app/domain/delivery/read-postbacks.server.ts';
import { switchPostback } from '#app/domain/delivery/switch-postback.server.ts';
import { testPostback } from '#app/domain/delivery/test-postback.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { CheckboxGroup } from '#app/ui/choice-group.tsx';
import { type Ask, Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { postbackWords as words } from '#app/words/en/postbacks.ts';
import { DeliveryLog } from '../account/delivery-log.tsx';
import { EndpointActions } from '../account/endpoint-actions.tsx';
import { failedAt } from '../account/failed-at.ts';
import { readDeliveryLog } from '../account/read-delivery-log.ts';
import { all, attempt, type Failed, failed, one, readForm, type Typed } from '../form.ts';
import { type Member, requireMember } from '../guard.ts';
import { offerName } from './offer-name.ts';
import { useLookAgain } from './use-look-again.ts';

const OFFERS_LIMIT = 100;
const ADDRESS_LIMIT = 2_000;
const PAGE = '/sell/postbacks';
const URL_FIELDS = {
  macro_unknown: 'url',
  macro_in_host: 'url',
  url_invalid: 'url',
  url_not_https: 'url',
  url_has_credentials: 'url',
  url_private: 'url',
  offer_id_unknown: 'offer',
};

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells', role: 'manager' });
  const { db, now } = args.context;
  const query = new URL(args.request.url).searchParams;
  const organisationId = organisation.id;
  const [reference, offers, postbacks] = await Promise.all([
    readReference(db.pool),
    readOffers(db, { organisationId, limit: OFFERS_LIMIT, before: null }),
    readPostbacks(db, { organisationId }),
  ]);
  const shown = postbacks.find(({ id }) => id === query.get('endpoint'));
  return {
    now,
    postbacks,
    offers: offers.map((offer) => ({ value: offer.id, label: offerName(reference, offer) })),
    chosenOffer: query.get('offer') ?? '',
    log: shown && {
      endpoint: shown,
      ...(await readDeliveryLog(db, {
        organisationId,
        endpointId: shown.id,
        kind: 'postback',
        before: query.get('before'),
      })),
    },
  };
}

type Answer = { failed?: Failed; ask?: Ask };

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const member = await requireMember(args, { side: 'sells', role: 'manager' });
  const typed = await readForm(args.request);
  switch (one(typed, 'act')) {
    case 'delete':
      return remove(args, member, typed);
    case 'test':
      return test(args, member, typed);
    case 'disabled':
    case 'active':
      return turn(args, member, typed);
    default:
      return add(args, member, typed);
  }
}

async function add(args: ActionFunctionArgs, member: Member, typed: Typed): Promise<Answer> {
  const { db, now, allowPrivateWebhooks: allowPrivate } = args.context;
  const statuses = POSTBACK_STATUSES.filter((status) => all(typed, 'statuses').includes(status));
  if (statuses.length === 0) return { failed: failed(typed, { statuses: words.new.statusesError }) };
  const made = await attempt(
    typed,
    createPostback(db, {
      organisationId: member.organisation.id,
      url: one(typed, 'url').trim().slice(0, ADDRESS_LIMIT),
      statuses,
      offerId: one(typed, 'offer') || null,
      allowPrivate,
      actor: member.actor,
      origin: member.origin,
      now,
    }),
    URL_FIELDS,
  );
  if (!made.ok) return { failed: made.failed };
  throw redirect(`${PAGE}?done=added`);
}

async function test(args: ActionFunctionArgs, { organisation }: Member, typed: Typed): Promise<Answer> {
  const { db, now } = args.context;
  const endpointId = one(typed, 'endpoint');
  const sent = await attempt(typed, testPostback(db, { organisationId: organisation.id, endpointId, now }));
  if (!sent.ok) return { failed: sent.failed };
  throw redirect(`${PAGE}?${new URLSearchParams({ done: 'tested', endpoint: endpointId })}#log`);
}

async function turn(args: ActionFunctionArgs, member: Member, typed: Typed): Promise<Answer> {
  const { db, now } = args.context;
  const status = one(typed, 'act') === 'active' ? 'active' : 'disabled';
  const turned = await attempt(
    typed,
    switchPostback(db, {
      organisationId: member.organisation.id,
      endpointId: one(typed, 'endpoint'),
      status,
      actor: member.actor,
      origin: member.origin,
      now,
    }),
  );
  if (!turned.ok) return { failed: turned.failed };
  throw redirect(`${PAGE}?done=${status}`);
}

async function remove(args: ActionFunctionArgs, member: Member, typed: Typed): Promise<Answer> {
  const { db, now } = args.context;
  const organisationId = member.organisation.id;
  const endpointId = one(typed, 'endpoint');
  const known = (await readPostbacks(db, { organisationId })).find(({ id }) => id === endpointId);
  if (known && one(typed, 'confirmed') !== 'yes')
    return {
      ask: {
        title: words.ask.title,
        text: words.ask.text,
        figures: [
          { label: words.ask.address, value: known.url },
          { label: words.ask.when, value: known.statuses.join(', ') },
        ],
        fields: { act: 'delete', endpoint: endpointId },
        confirmLabel: words.ask.confirm,
        tone: 'danger',
      },
    };
  const gone = await attempt(
    typed,
    deleteEndpoint(db, {
      organisationId,
      endpointId,
      kind: 'postback',
      actor: member.actor,
      origin: member.origin,
      now,
    }),
  );
  if (!gone.ok) return { failed: gone.failed };
  throw redirect(`${PAGE}?done=deleted`);
}

export default function Postbacks() {
  const { postbacks, log, now } = useLoaderData<typeof loader>();
  const { failed: refused, ask } = useActionData<Answer>() ?? {};
  const addFailed = failedAt(refused, 'add');
  useLookAgain(
    log?.deliveries.some(({ status, attempts }) => status === 'pending' && attempts.length === 0) ?? false,
  );
  return (
    <>
      {ask && <Confirm {...ask} cancelTo={PAGE} />}
      {!refused && !ask && <FlashNotice notices={words.done} />}
      <WorkTitle
        title={words.title}
        intro={
          <>
            {words.intro} <Link to="/account/endpoints">{words.webhooks}</Link>
          </>
        }
      />
      <div className="flex flex-col gap-10">
        {!addFailed && <ErrorSummary failed={refused} />}
        {postbacks.length === 0 ? <EmptyState {...words.empty} /> : <List />}
        {log && <DeliveryLog {...log} page={PAGE} now={now} />}
        <Add failed={addFailed} />
        <Macros />
      </div>
    </>
  );
}

function List() {
  const { postbacks, offers, now } = useLoaderData<typeof loader>();
  const nameOf = (offerId: string | null) =>
    offerId === null ? words.allOffers : (offers.find(({ value }) => value === offerId)?.label ?? offerId);
  return (
    <CardList label={words.label}>
      {postbacks.map((postback) => (
        <Card
          key={postback.id}
          title={postback.url}
          badges={<StateBadge of="endpoint" state={postback.status} />}
          meta={
            <>
              <span>{nameOf(postback.offerId)}</span>
              <span>{postback.statuses.join(', ')}</span>
              <span>
                {words.created} <Moment at={postback.createdAt} now={now} />
              </span>
              {postback.statusReason === 'gone' && <span>{words.gone}</span>}
            </>
          }
          actions={
            <EndpointActions page={PAGE} endpoint={postback} words={words}>
              {postback.status === 'active' && (
                <PostButton fields={{ act: 'test', endpoint: postback.id }} small>
                  {words.test}
                </PostButton>
              )}
            </EndpointActions>
          }
        />
      ))}
    </CardList>
  );
}

function Add({ failed: refused }: { failed: Failed | null }) {
  const { offers, chosenOffer } = useLoaderData<typeof loader>();
  const typed = refused?.typed ?? {};
  return (
    <Section id="new" title={words.new.title}>
      <PostForm failed={refused}>
        <HiddenFields fields={{ act: 'add' }} />
        <TextInput
          name="url"
          type="text"
          inputMode="url"
          label={words.new.url}
          hint={words.new.urlHint}
          value={one(typed, 'url')}
          error={refused?.errors.url}
          maxLength={ADDRESS_LIMIT}
        />
        <Select
          name="offer"
          label={words.new.offer}
          value={refused ? one(typed, 'offer') : chosenOffer}
          choices={[{ value: '', label: words.allOffers }, ...offers]}
          error={refused?.errors.offer}
        />
        <CheckboxGroup
          name="statuses"
          label={words.new.statuses}
          choices={POSTBACK_STATUSES.map((value) => ({
            value,
            label: words.statuses[value][0],
            hint: words.statuses[value][1],
          }))}
          values={refused ? all(typed, 'statuses') : ['approved', 'rejected']}
          error={refused?.errors.statuses}
        />
        <div>
          <SubmitButton>{words.new.submit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}

function Macros() {
  return (
    <Section id="macros" title={words.macros.title} intro={words.macros.intro}>
      <DataTable
        caption={words.macros.caption}
        rows={MACROS}
        rowKey={(macro) => macro}
        columns={[
          { key: 'name', head: words.macros.name, cell: (macro) => <code>{`{${macro}}`}</code> },
          {
            key: 'means',
            head: words.macros.means,
            kind: 'text',
            cell: (macro) => words.macroWords[macro],
          },
        ]}
      />
    </Section>
  );
}
