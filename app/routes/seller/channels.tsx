import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, useActionData, useLoaderData } from '@remix-run/react';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { CHANNEL_KINDS } from '#app/domain/leads/channels/channel.ts';
import { createChannel } from '#app/domain/leads/create-channel.server.ts';
import { readChannels } from '#app/domain/leads/read-channels.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { SubmitButton } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { channelWords as words } from '#app/words/en/channels.ts';
import { attempt, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { ChannelForm } from './channel-form.tsx';
import { newChannelTyped, readChannelForm } from './channel-values.ts';
import { offerName } from './offer-name.ts';
import { ownOffer } from './own-offer.ts';

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, { side: 'sells', role: 'manager' });
  const offer = await ownOffer(args, member);
  const { db, now } = args.context;
  const asked = new URL(args.request.url).searchParams.get('kind');
  const kind = CHANNEL_KINDS.find((known) => known === asked) ?? null;
  const [reference, channels] = await Promise.all([
    readReference(db.pool),
    readChannels(db, { organisationId: member.organisation.id, offerId: offer.id }),
  ]);
  return {
    now,
    kind,
    offerId: offer.id,
    nicheName: nicheNameOf(reference, offer.niche),
    name: offerName(reference, offer),
    typed: kind && newChannelTyped(kind, offer),
    regions: offer.regions.map((value) => ({ value, label: regionNameOf(reference, value) })),
    questions: (reference.niches.get(offer.niche)?.questions ?? []).map(({ key }) => key),
    channels: channels.map(({ id, name, status, createdAt, kind: of }) => ({
      id,
      name,
      status,
      createdAt,
      kind: of,
    })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'sells', role: 'manager' });
  const offer = await ownOffer(args, member);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const kind = CHANNEL_KINDS.find((known) => known === one(typed, 'kind')) ?? 'webhook';
  const read = readChannelForm(typed, offer);
  if (!read.ok) return read.failed;
  const made = await attempt(
    typed,
    createChannel(db, {
      ...read.data,
      organisationId: member.organisation.id,
      offerId: offer.id,
      kind,
      actor: member.actor,
      origin: member.origin,
      now,
    }),
  );
  return made.ok ? redirect(`/sell/channels/${made.data}?done=made`) : made.failed;
}

export default function Channels() {
  const { channels, offerId, nicheName, name, kind } = useLoaderData<typeof loader>();
  return (
    <>
      <FlashNotice notices={{ deleted: words.done.deleted }} />
      <WorkTitle
        title={words.title}
        intro={words.intro(nicheName)}
        back={{ to: `/sell/offers/${offerId}`, label: name }}
      />
      <div className="flex flex-col gap-10">
        {channels.length === 0 ? <EmptyState {...words.empty} /> : <List />}
        {kind === null ? <ChooseKind /> : <NewChannel />}
      </div>
    </>
  );
}

function List() {
  const { channels, now } = useLoaderData<typeof loader>();
  return (
    <CardList label={words.list}>
      {channels.map((channel) => (
        <Card
          key={channel.id}
          title={channel.name}
          to={`/sell/channels/${channel.id}`}
          badges={
            <>
              <Badge tone="neutral" sign={false}>
                {words.kinds[channel.kind].name}
              </Badge>
              <StateBadge of="channel" state={channel.status} />
            </>
          }
          meta={<Moment at={channel.createdAt} now={now} />}
        />
      ))}
    </CardList>
  );
}

/** What is asked of a channel hangs on where its leads come from, so that comes first. */
function ChooseKind() {
  return (
    <Section id="new" title={words.add.title}>
      <Form method="get" className="flex max-w-xl flex-col gap-5">
        <RadioGroup
          name="kind"
          label={words.add.kind}
          value="webhook"
          choices={CHANNEL_KINDS.map((value) => ({
            value,
            label: words.kinds[value].name,
            hint: words.kinds[value].means,
          }))}
        />
        <div>
          <SubmitButton>{words.add.submit}</SubmitButton>
        </div>
      </Form>
    </Section>
  );
}

function NewChannel() {
  const { kind, typed, regions, questions } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  if (kind === null || typed === null) return null;
  return (
    <Section id="new" title={words.form.title(words.kinds[kind].name)} intro={words.kinds[kind].means}>
      <ChannelForm
        kind={kind}
        typed={typed}
        failed={refused ?? null}
        regions={regions}
        questions={questions}
        submit={words.form.submit}
      />
    </Section>
  );
}
