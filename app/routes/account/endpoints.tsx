import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { deleteEndpoint } from '#app/domain/delivery/delete-endpoint.server.ts';
import { ENDPOINTS_LIMIT } from '#app/domain/delivery/endpoint.ts';
import { readEndpoints } from '#app/domain/delivery/read-endpoints.server.ts';
import { updateEndpoint } from '#app/domain/delivery/update-endpoint.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { CheckboxGroup } from '#app/ui/choice-group.tsx';
import { type Ask, Confirm } from '#app/ui/confirm.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { all, attempt, type Failed, one, readForm, type Typed } from '../form.ts';
import { requireMember } from '../guard.ts';
import { addEndpoint } from './add-endpoint.ts';
import { DeliveryLog } from './delivery-log.tsx';
import { EndpointActions } from './endpoint-actions.tsx';
import { eventsFor } from './endpoint-events.ts';
import { failedAt } from './failed-at.ts';
import { readDeliveryLog } from './read-delivery-log.ts';
import { ShownOnce } from './shown-once.tsx';

const words = accountWords.endpoints;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** All webhooks there may be fit on a page; the deliveries of one are shown under `?endpoint=`. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { role: 'manager' });
  const { db, now } = args.context;
  const query = new URL(args.request.url).searchParams;
  const asked = { organisationId: organisation.id, limit: ENDPOINTS_LIMIT, before: null };
  const endpoints = await readEndpoints(db, asked);
  const chosen = query.get('endpoint');
  const shown = chosen === null ? null : endpoints.find(({ id }) => id === chosen);
  if (shown === undefined) throw new Response(null, { status: 404 });
  return {
    now,
    endpoints,
    events: eventsFor(organisation).map((value) => ({ value, label: words.eventWords[value], hint: value })),
    log: shown && {
      endpoint: shown,
      ...(await readDeliveryLog(db, {
        organisationId: organisation.id,
        endpointId: shown.id,
        before: query.get('before'),
      })),
    },
  };
}

type Answer = { failed?: Failed; ask?: Ask; made?: { secret: string } };

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  await requireMember(args, { role: 'manager' });
  const typed = await readForm(args.request);
  switch (one(typed, 'act')) {
    case 'delete':
      return removeEndpoint(args, typed);
    case 'disabled':
    case 'active':
      return switchEndpoint(args, typed);
    default:
      return addEndpoint(args, typed);
  }
}

async function switchEndpoint(args: ActionFunctionArgs, typed: Typed): Promise<Answer> {
  const { organisation, actor, origin } = await requireMember(args, { role: 'manager' });
  const { db, now, allowPrivateWebhooks: allowPrivate } = args.context;
  const status = one(typed, 'act') === 'active' ? 'active' : 'disabled';
  const changed = await attempt(
    typed,
    updateEndpoint(db, {
      organisationId: organisation.id,
      endpointId: one(typed, 'endpoint'),
      change: { status },
      allowPrivate,
      actor,
      origin,
      now,
    }),
  );
  if (!changed.ok) return { failed: changed.failed };
  throw redirect(`/account/endpoints?done=${status === 'active' ? 'enabled' : 'disabled'}`);
}

async function removeEndpoint(args: ActionFunctionArgs, typed: Typed): Promise<Answer> {
  const { organisation, actor, origin } = await requireMember(args, { role: 'manager' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const endpointId = one(typed, 'endpoint');
  const endpoints = await readEndpoints(db, { organisationId, limit: ENDPOINTS_LIMIT, before: null });
  const known = endpoints.find(({ id }) => id === endpointId);
  if (known && one(typed, 'confirmed') !== 'yes') {
    return {
      ask: {
        title: words.ask.title,
        text: words.ask.text,
        figures: [
          { label: words.ask.address, value: known.url },
          { label: words.ask.events, value: known.events.join(', ') },
        ],
        fields: { act: 'delete', endpoint: endpointId },
        confirmLabel: words.ask.confirm,
        tone: 'danger',
      },
    };
  }
  const gone = await attempt(typed, deleteEndpoint(db, { organisationId, endpointId, actor, origin, now }));
  if (!gone.ok) return { failed: gone.failed };
  throw redirect('/account/endpoints?done=deleted');
}

export default function Endpoints() {
  const { endpoints, events, log, now } = useLoaderData<typeof loader>();
  const { failed, ask, made } = useActionData<Answer>() ?? {};
  const addFailed = failedAt(failed, 'add');
  return (
    <>
      {ask && <Confirm {...ask} cancelTo="/account/endpoints" />}
      {!failed && !ask && !made && <FlashNotice notices={words.done} />}
      <WorkTitle
        title={words.title}
        intro={
          <>
            {words.intro} <Link to="/docs/api">{words.docs}</Link>
          </>
        }
      />
      {made && <ShownOnce news={made.secret} {...words.made} value={made.secret} />}
      <div className="flex flex-col gap-10">
        {!addFailed && <ErrorSummary failed={failed} />}
        {endpoints.length === 0 && <EmptyState {...words.empty} />}
        <CardList label={words.label}>
          {endpoints.map((endpoint) => (
            <Card
              key={endpoint.id}
              title={endpoint.url}
              badges={<StateBadge of="endpoint" state={endpoint.status} />}
              meta={
                <>
                  <span>{endpoint.events.join(', ')}</span>
                  <span>
                    {words.created} <Moment at={endpoint.createdAt} now={now} />
                  </span>
                  {endpoint.statusReason && (
                    <span>
                      {words.disabledBecause(words.reasons[endpoint.statusReason] ?? endpoint.statusReason)}
                    </span>
                  )}
                </>
              }
              actions={<EndpointActions page="/account/endpoints" endpoint={endpoint} words={words} />}
            />
          ))}
        </CardList>
        {log && <DeliveryLog {...log} page="/account/endpoints" now={now} />}
        <Section id="new" title={words.new.title}>
          <PostForm key={made?.secret} failed={addFailed}>
            <HiddenFields fields={{ act: 'add' }} />
            <TextInput
              name="url"
              type="url"
              label={words.new.url}
              hint={words.new.urlHint}
              value={one(addFailed?.typed ?? {}, 'url')}
              error={addFailed?.errors.url}
              maxLength={2_000}
            />
            <CheckboxGroup
              name="events"
              label={words.new.events}
              choices={events}
              values={all(addFailed?.typed ?? {}, 'events')}
              error={addFailed?.errors.events}
            />
            <div>
              <SubmitButton>{words.new.submit}</SubmitButton>
            </div>
          </PostForm>
        </Section>
      </div>
    </>
  );
}
