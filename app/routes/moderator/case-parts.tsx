import type { Case } from '#app/domain/casework/read-case.server.ts';
import type { DeliveryLine } from '#app/domain/delivery/read-deliveries-of.server.ts';
import type { WorkEntry } from '#app/domain/inbox/read-work.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { disputeWords } from '#app/words/en/disputes.ts';
import { moderationWords } from '#app/words/en/moderation.ts';
import { Written } from '../dispute-parts.tsx';
import { type Failed, one } from '../form.ts';

const words = moderationWords.one;
const WHY_LIMIT = 200;

/** Who they are, and how their disputes ended so far. */
export function Sides({ buyer, seller }: Pick<Case, 'buyer' | 'seller'>) {
  const sideOf = (party: Case['buyer'], to: string | null) => (
    <>
      <span className="block font-medium wrap-anywhere">
        {to ? <a href={to}>{party.name}</a> : party.name}
      </span>
      <span className="block text-ink-soft">
        {words.record(party.opened, party.upheld, party.refused)} {words.ofSales(party.sales)}
      </span>
    </>
  );
  return (
    <Section id="sides" title={words.sides}>
      <DefinitionList
        items={[
          { term: words.buyer, value: sideOf(buyer, null) },
          { term: words.seller, value: sideOf(seller, `/moderate/sellers/${seller.id}`) },
        ]}
      />
    </Section>
  );
}

/** What the person agreed to, and when. */
export function Consent({ consent, now }: Pick<Case, 'consent'> & { now: Date }) {
  return (
    <Section id="consent" title={words.consent}>
      {consent ? (
        <div className="flex flex-col gap-3">
          <Written text={consent.text} empty={disputeWords.nothingWritten} />
          <p className="text-sm text-ink-faint">
            {words.consentAt} <Moment at={consent.givenAt} now={now} exact />
          </p>
        </div>
      ) : (
        <p className="text-sm text-ink-faint">{words.erased}</p>
      )}
    </Section>
  );
}

/** What was sent of the sale, to whom, and what came back. */
export function Deliveries(props: { deliveries: readonly DeliveryLine[]; buyerId: string; now: Date }) {
  if (props.deliveries.length === 0)
    return (
      <Section id="deliveries" title={words.deliveries}>
        <p className="text-sm text-ink-faint">{words.deliveriesNone}</p>
      </Section>
    );
  return (
    <Section id="deliveries" title={words.deliveries} intro={words.deliveriesIntro}>
      <DataTable
        caption={words.deliveries}
        rows={props.deliveries}
        rowKey={(line) => line.id}
        columns={[
          {
            key: 'event',
            head: words.event,
            cell: (line) => (
              <>
                <span className="block">{words.events[line.event] ?? line.event}</span>
                <span className="block font-mono text-xs text-ink-faint">{line.event}</span>
              </>
            ),
          },
          {
            key: 'to',
            head: words.to,
            cell: (line) => (line.organisationId === props.buyerId ? words.buyer : words.seller),
          },
          {
            key: 'state',
            head: words.state,
            cell: (line) => <StateBadge of="delivery" state={line.status} />,
          },
          { key: 'answer', head: words.answered, cell: (line) => lastAnswer(line) },
          { key: 'tries', head: words.tries, kind: 'figure', cell: (line) => line.attempts.length },
          {
            key: 'when',
            head: words.when,
            cell: (line) => <Moment at={line.deliveredAt ?? line.createdAt} now={props.now} />,
          },
        ]}
      />
    </Section>
  );
}

function lastAnswer({ attempts }: DeliveryLine): string {
  const last = attempts.at(-1);
  return words.answer(last?.httpStatus ?? null, last?.errorCode ?? null);
}

/** What the buyer logged of trying to reach the person. */
export function Attempts({ attempts, now }: { attempts: readonly WorkEntry[]; now: Date }) {
  return (
    <Section
      id="attempts"
      title={words.attempts}
      {...(attempts.length > 0 ? { intro: words.attemptsIntro } : {})}
    >
      {attempts.length === 0 ? (
        <p className="text-sm text-ink-faint">{words.attemptsNone}</p>
      ) : (
        <Timeline
          now={now}
          events={attempts.map((entry) => ({
            key: entry.id,
            at: entry.at,
            title: words.attempt(buyerWords.channels[entry.channel], buyerWords.outcomes[entry.outcome]),
            text: entry.note,
          }))}
        />
      )}
    </Section>
  );
}

/** The contact in the clear, once it was asked for. */
export type ShownContact = Readonly<Record<'name' | 'phone' | 'email', string | null>>;

/** The contact, masked until a moderator says why it must be seen. */
export function Contact(props: {
  masked: Case['contact'];
  shown: ShownContact | null;
  failed: Failed | null;
}) {
  const { masked, shown, failed } = props;
  const contact = shown ?? masked;
  return (
    <Section id="contact" title={words.contact} {...(masked && !shown ? { intro: words.contactIntro } : {})}>
      {contact ? (
        <>
          {shown && <Notice tone="amber" title={words.shown} />}
          <DefinitionList
            items={(['name', 'phone', 'email'] as const).map((part) => ({
              term: words[part],
              value: contact[part] ?? moderationWords.noContact,
            }))}
          />
        </>
      ) : (
        <p className="text-sm text-ink-faint">{words.erased}</p>
      )}
      {masked && !shown && (
        <PostForm failed={failed} label={words.contact}>
          <HiddenFields fields={{ intent: 'contact' }} />
          <TextInput
            name="why"
            type="text"
            label={words.why}
            hint={words.whyHint}
            value={one(failed?.typed ?? {}, 'why')}
            maxLength={WHY_LIMIT}
            error={failed?.errors.why}
          />
          <div>
            <SubmitButton kind="other">{words.show}</SubmitButton>
          </div>
        </PostForm>
      )}
    </Section>
  );
}
