import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { CHANNEL_PREFIX } from '#app/api/channel-address.ts';
import { receiveEvent } from '#app/api/receive-event.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { LeadChannel } from '#app/domain/leads/channels/channel.ts';
import { deleteChannel } from '#app/domain/leads/delete-channel.server.ts';
import { readChannel, readChannelEvents } from '#app/domain/leads/read-channels.server.ts';
import { updateChannel } from '#app/domain/leads/update-channel.server.ts';
import { present } from '#app/kernel/assert.ts';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { type Ask, Confirm } from '#app/ui/confirm.tsx';
import { CopyField } from '#app/ui/copy-field.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { channelWords } from '#app/words/en/channels.ts';
import { pageRefusal } from '#app/words/en/refusals.ts';
import { failedAt } from '../account/failed-at.ts';
import { attempt, type Failed, failed, one, readForm, type Typed } from '../form.ts';
import { type Member, requireMember } from '../guard.ts';
import { regionNameOf } from '../public/names.ts';
import { ChannelEvents } from './channel-events.tsx';
import { ChannelForm } from './channel-form.tsx';
import { channelSample } from './channel-sample.ts';
import { ChannelTrial, type Trial } from './channel-trial.tsx';
import { channelTyped, readChannelForm } from './channel-values.ts';

const words = channelWords.page;

export const meta: MetaFunction = () => [{ title: channelWords.meta }];

async function ownChannel(args: LoaderFunctionArgs, { organisation }: Member): Promise<LeadChannel> {
  const channelId = args.params.channelId ?? '';
  const channel = await readChannel(args.context.db, { organisationId: organisation.id, channelId });
  if (!channel) throw new Response(null, { status: 404 });
  return channel;
}

async function offerOf(args: LoaderFunctionArgs, { organisationId, offerId }: LeadChannel) {
  return present(await readOffer(args.context.db, { organisationId, offerId }), 'offers are not removed');
}

export async function loader(args: LoaderFunctionArgs) {
  const channel = await ownChannel(args, await requireMember(args, { side: 'sells', role: 'manager' }));
  const { db, now, appUrl } = args.context;
  const [reference, offer, events] = await Promise.all([
    readReference(db.pool),
    offerOf(args, channel),
    readChannelEvents(db, { channelId: channel.id }),
  ]);
  const address = `${appUrl}${CHANNEL_PREFIX}/${channel.secrets.token}`;
  return {
    now,
    events,
    channel: {
      id: channel.id,
      kind: channel.kind,
      name: channel.name,
      status: channel.status,
      offerId: channel.offerId,
    },
    address,
    secret: channel.kind === 'vk' ? channel.secrets.secret : null,
    command: channel.kind === 'telegram' ? webhookCommand(address, channel.secrets.secret) : null,
    typed: channelTyped(channel),
    sample: channelSample(channel),
    regions: offer.regions.map((value) => ({ value, label: regionNameOf(reference, value) })),
    questions: (reference.niches.get(offer.niche)?.questions ?? []).map(({ key }) => key),
  };
}

/** Source: core.telegram.org/bots/api#setwebhook. */
function webhookCommand(address: string, secret: string): string {
  return [
    'curl https://api.telegram.org/botBOT_TOKEN/setWebhook \\',
    `  -d url=${address} \\`,
    `  -d secret_token=${secret} \\`,
    `  -d allowed_updates='["message"]'`,
  ].join('\n');
}

type Answer = { failed?: Failed; ask?: Ask; trial?: Trial };

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const member = await requireMember(args, { side: 'sells', role: 'manager' });
  const channel = await ownChannel(args, member);
  const typed = await readForm(args.request);
  const { db, now } = args.context;
  const of = {
    organisationId: member.organisation.id,
    channelId: channel.id,
    actor: member.actor,
    origin: member.origin,
    now,
  };
  const change = async (
    changed: Parameters<typeof updateChannel>[1]['change'],
    done: string,
  ): Promise<Answer> => {
    const saved = await attempt(typed, updateChannel(db, { ...of, change: changed }));
    if (!saved.ok) return { failed: saved.failed };
    throw redirect(`/sell/channels/${channel.id}?done=${done}`);
  };
  switch (one(typed, 'act')) {
    case 'paused':
      return change({ status: 'paused' }, 'paused');
    case 'active':
      return change({ status: 'active' }, 'active');
    case 'try':
      return tryOut(args, member, channel, typed);
    case 'delete': {
      if (one(typed, 'confirmed') !== 'yes') return { ask: askToClose(channel) };
      const gone = await attempt(typed, deleteChannel(db, of));
      if (!gone.ok) return { failed: gone.failed };
      throw redirect(`/sell/offers/${channel.offerId}/channels?done=deleted`);
    }
    default: {
      const read = readChannelForm({ ...typed, kind: [channel.kind] }, await offerOf(args, channel));
      return read.ok ? change(read.data, 'saved') : { failed: read.failed };
    }
  }
}

function askToClose({ name, kind }: LeadChannel): Ask {
  const { ask, kinds } = channelWords;
  return {
    title: ask.title,
    text: ask.text,
    figures: [
      { label: ask.name, value: name },
      { label: ask.kind, value: kinds[kind].name },
    ],
    fields: { act: 'delete' },
    confirmLabel: ask.confirm,
    tone: 'danger',
  };
}

/** Sends what was typed through the channel, as its sender would. */
async function tryOut(
  args: ActionFunctionArgs,
  { organisation }: Member,
  channel: LeadChannel,
  typed: Typed,
): Promise<Answer> {
  if (organisation.blocked) return { failed: failed(typed, {}, pageRefusal('organisation_blocked', {})) };
  const { db, now, takeLead } = args.context;
  const arrival = {
    body: Buffer.from(one(typed, 'body')),
    contentType: one(typed, 'content_type'),
    secretHeader: channel.secrets.secret,
  };
  const tried = await attempt(typed, receiveEvent({ db, now, takeLead }, { channel, arrival, isTest: true }));
  if (!tried.ok) return { failed: tried.failed };
  const { result, draft, reply } = tried.data;
  return {
    trial: {
      typed,
      leadId: result?.outcome === 'taken' ? result.leadId : null,
      why: result && result.outcome !== 'taken' ? channelWords.says(result.outcome, result.code) : null,
      read: draft && JSON.stringify(draft, null, 2),
      reply: typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body, null, 2),
    },
  };
}

export default function ChannelPage() {
  const { channel, events, now, sample } = useLoaderData<typeof loader>();
  const { ask, failed, trial } = useActionData<Answer>() ?? {};
  const other = failed && !failedAt(failed, 'save') && !failedAt(failed, 'try') ? failed : null;
  return (
    <>
      {ask && <Confirm {...ask} cancelTo={`/sell/channels/${channel.id}`} />}
      {!ask && !failed && !trial && <FlashNotice notices={channelWords.done} />}
      <WorkTitle
        title={channel.name}
        intro={channelWords.kinds[channel.kind].means}
        back={{ to: `/sell/offers/${channel.offerId}/channels`, label: channelWords.title }}
        badges={<StateBadge of="channel" state={channel.status} />}
      />
      <div className="flex flex-col gap-8">
        {other?.refusal && <Notice tone="red" title={other.refusal} />}
        <div className="flex flex-wrap gap-3">
          <PostButton fields={{ act: channel.status === 'active' ? 'paused' : 'active' }} small>
            {channel.status === 'active' ? words.pause : words.resume}
          </PostButton>
          <PostButton fields={{ act: 'delete' }} small>
            {words.delete}
          </PostButton>
        </div>
        <Connect />
        <ChannelTrial sample={sample} trial={trial ?? null} failed={failedAt(failed, 'try')} />
        <Section id="events" title={words.events} intro={words.eventsIntro}>
          <ChannelEvents events={events} now={now} />
        </Section>
        <Settings failed={failedAt(failed, 'save')} />
      </div>
    </>
  );
}

function Connect() {
  const { address, secret, command, channel } = useLoaderData<typeof loader>();
  return (
    <Section id="how" title={words.how} aside={<Link to="/docs/api">{channelWords.docs}</Link>}>
      <ol className="flex max-w-[68ch] list-decimal flex-col gap-2 pl-5">
        {channelWords.kinds[channel.kind].how.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <CopyField id="address" label={words.address} hint={words.addressHint} value={address} />
      {secret !== null && <CopyField id="secret" label={words.secret} value={secret} />}
      {command !== null && <CodeBlock label={words.command} code={command} />}
    </Section>
  );
}

function Settings({ failed }: { failed: Failed | null }) {
  const { channel, typed, regions, questions } = useLoaderData<typeof loader>();
  return (
    <Section id="settings" title={channelWords.form.change}>
      <ChannelForm
        kind={channel.kind}
        typed={typed}
        failed={failed}
        regions={regions}
        questions={questions}
        submit={channelWords.form.save}
      />
    </Section>
  );
}
