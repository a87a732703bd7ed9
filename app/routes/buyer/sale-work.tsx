import type { WorkEntry } from '#app/domain/inbox/read-work.server.ts';
import { JUNK_REASONS, NEXT_ACTIONS, OUTCOMES, WORK_CHANNELS } from '#app/domain/inbox/work.ts';
import type { Disclosed } from '#app/domain/leads/contact.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { CopyField } from '#app/ui/copy-field.tsx';
import { DateTimeInput } from '#app/ui/date-time-input.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { STATE_TONES } from '#app/ui/states.ts';
import { TextArea } from '#app/ui/text-area.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { type Failed, one } from '../form.ts';
import { ContactLinks } from './contact-links.tsx';
import type { LeadLine } from './lead-line.ts';
import { QuickOutcomes } from './log-form.tsx';
import { fieldId, NOTE_LIMIT } from './work-fields.ts';

const words = buyerWords.sale;

/** Tap to call, copy, and what came of it with one tap. */
export function SaleContact({ line, contact }: { line: LeadLine; contact: Disclosed | null }) {
  if (!contact) return null;
  return (
    <section aria-labelledby="contact" className="flex flex-col gap-4">
      <h2 id="contact" className="sr-only">
        {words.contact}
      </h2>
      <NextStep line={line} />
      <ContactLinks phone={line.phone} email={line.email} />
      {line.isOpen && <QuickOutcomes line={line} via={null} failed={null} />}
      <div className="grid gap-3 sm:grid-cols-2">
        {line.phone && <CopyField id="copy-phone" label={words.phone} value={line.phone} />}
        {line.email && <CopyField id="copy-email" label={words.email} value={line.email} />}
      </div>
    </section>
  );
}

function NextStep({ line }: { line: LeadLine }) {
  if (!line.next) return null;
  return (
    <p className={line.next.isDue ? 'font-medium text-amber' : 'font-medium'}>
      {buyerWords.inbox.next(buyerWords.nextActions[line.next.action], line.next.when)}
    </p>
  );
}

type ShownEntry = Omit<WorkEntry, 'nextAt'> & { readonly next: string | null };

/** The form for all that can be said of a try, and what was said before. */
export function SaleWork(props: {
  line: LeadLine;
  failed: Failed | null;
  timezone: string;
  entries: readonly ShownEntry[];
  firstResponseMs: number | null;
  standardMs: number;
  now: Date;
}) {
  const { entries, firstResponseMs } = props;
  return (
    <>
      {!props.line.isErased && <LogForm {...props} />}
      <Section id="work" title={words.work}>
        {firstResponseMs !== null && (
          <p className="text-ink-soft">{words.firstResponse(firstResponseMs, props.standardMs)}</p>
        )}
        {entries.length === 0 ? (
          <p className="text-ink-soft">{words.noWork}</p>
        ) : (
          <Timeline
            now={props.now}
            events={entries.map((entry) => ({
              key: entry.id,
              at: entry.at,
              title: words.entry(
                buyerWords.outcomes[entry.outcome],
                buyerWords.channels[entry.channel],
                entry.person ?? words.formerColleague,
              ),
              tone: entry.outcome === 'note' ? 'neutral' : STATE_TONES.outcome[entry.outcome],
              text: <EntryText entry={entry} />,
            }))}
          />
        )}
      </Section>
    </>
  );
}

function EntryText({ entry }: { entry: ShownEntry }) {
  return (
    <>
      {entry.junkReason && <span className="block">{buyerWords.junkReasons[entry.junkReason]}</span>}
      {entry.note && <span className="block whitespace-pre-line text-ink">{entry.note}</span>}
      {entry.nextAction && entry.next && (
        <span className="block">{words.entryNext(buyerWords.nextActions[entry.nextAction], entry.next)}</span>
      )}
    </>
  );
}

function LogForm({ line, failed, timezone }: { line: LeadLine; failed: Failed | null; timezone: string }) {
  const typed = failed?.typed ?? {};
  const { saleId } = line;
  const at = fieldId('at', saleId);
  const junk = fieldId('junk', saleId);
  const note = fieldId('note', saleId);
  return (
    <Section id="log" title={words.log}>
      <PostForm failed={failed} label={words.log}>
        <HiddenFields fields={{ sale: saleId, entry: line.entryId }} />
        <RadioGroup
          name="outcome"
          label={words.outcome}
          value={one(typed, 'outcome') || 'reached'}
          inline
          choices={OUTCOMES.map((value) => ({ value, label: buyerWords.outcomes[value] }))}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <Select
            name="channel"
            label={words.channel}
            value={one(typed, 'channel') || line.channel}
            choices={WORK_CHANNELS.map((value) => ({ value, label: buyerWords.channels[value] }))}
          />
          <Select
            id={junk}
            name="junk_reason"
            label={words.junkReason}
            value={one(typed, 'junk_reason')}
            choices={[
              { value: '', label: words.notJunk },
              ...JUNK_REASONS.map((value) => ({ value, label: buyerWords.junkReasons[value] })),
            ]}
            error={failed?.errors[junk]}
          />
          <DateTimeInput
            id={at}
            name="at"
            label={words.nextAt}
            optional
            hint={words.nextAtHint}
            value={{ text: one(typed, 'at'), zone: one(typed, 'at_zone') || timezone }}
            error={failed?.errors[at]}
          />
          <Select
            name="next_action"
            label={words.nextAction}
            value={one(typed, 'next_action')}
            choices={[
              { value: '', label: words.usual },
              ...NEXT_ACTIONS.map((value) => ({ value, label: buyerWords.nextActions[value] })),
            ]}
          />
        </div>
        <TextArea
          id={note}
          name="note"
          label={words.note}
          optional
          hint={words.noteHint}
          rows={3}
          maxLength={NOTE_LIMIT}
          value={one(typed, 'note')}
          error={failed?.errors[note]}
        />
        <div>
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}

/** In whose hands the lead is; anybody of the organisation may hand it on. */
export function Assignment(props: {
  ownerId: string | null;
  colleagues: readonly { personId: string; name: string }[];
  failed: Failed | null;
}) {
  return (
    <Section id="assignment" title={words.assignment}>
      <PostForm failed={props.failed} label={words.assignment}>
        <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
          <Select
            name="owner"
            label={words.colleague}
            value={props.ownerId ?? ''}
            choices={[
              { value: '', label: words.nobody },
              ...props.colleagues.map(({ personId, name }) => ({ value: personId, label: name })),
            ]}
            error={props.failed?.errors.owner}
          />
          <SubmitButton kind="other">{words.assign}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
