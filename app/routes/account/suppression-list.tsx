import { SUPPRESSION_REASONS } from '#app/domain/leads/suppression.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { FileInput } from '#app/ui/file-input.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { TakesFocus } from '#app/ui/takes-focus.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { suppressionWords } from '#app/words/en/suppression.ts';
import { type Failed, one } from '../form.ts';
import type { SuppressionAnswer } from './act-on-suppression.ts';

const words = suppressionWords;
const PASTED_CHARACTERS_MOST = 100_000;

type ListProps = {
  count: number;
  now: Date;
  /** The code of the country by which national numbers are read. */
  country: string | null;
  at: string;
  answer: SuppressionAnswer | undefined;
};

/** A suppression list: what is on it, one contact, more contacts, nothing. */
export function SuppressionList(props: ListProps) {
  const { count, answer, at } = props;
  const failedIn = (form: SuppressionAnswer['form']) => (answer?.form === form ? answer.failed : undefined);
  return (
    <div className="flex flex-col gap-10">
      {answer?.ask && <Confirm {...answer.ask} cancelTo={at} />}
      {!answer && <FlashNotice notices={words.done} />}
      {count === 0 ? (
        <EmptyState {...words.empty} />
      ) : (
        <p className="text-base font-semibold">{words.count(count)}</p>
      )}
      <p className="max-w-[68ch] text-ink-soft">{words.kept}</p>
      {(count > 0 || answer?.form === 'search') && <Search {...props} failed={failedIn('search')} />}
      <Add {...props} failed={failedIn('add')} />
      {count > 0 && (
        <Section id="clear" title={words.clear.title} intro={words.clear.intro}>
          <ErrorSummary failed={failedIn('clear')} />
          <div>
            <PostButton fields={{ act: 'clear', seen: String(count) }}>{words.clear.button}</PostButton>
          </div>
        </Section>
      )}
    </div>
  );
}

function Search({ answer, failed, now }: ListProps & { failed: Failed | undefined }) {
  const found = answer?.found;
  return (
    <Section id="search" title={words.search.title}>
      {found && (
        <TakesFocus news={found} role="status" className="rounded">
          {found.entry ? (
            <Notice
              tone="amber"
              title={words.search.found(found.entry.reason)}
              text={
                <>
                  {words.search.since} <Moment at={found.entry.addedAt} now={now} exact />
                </>
              }
              action={
                <PostButton fields={{ act: 'remove', contact: found.contact }} small>
                  {words.search.remove}
                </PostButton>
              }
            />
          ) : (
            <Notice tone="blue" title={words.search.notFound} />
          )}
        </TakesFocus>
      )}
      <PostForm failed={failed} label={words.search.title}>
        <HiddenFields fields={{ act: 'search' }} />
        <TextInput
          name="contact"
          type="text"
          label={words.search.field}
          hint={words.search.hint}
          value={found?.contact ?? one(failed?.typed ?? {}, 'contact')}
          error={failed?.errors.contact}
          maxLength={320}
          autoComplete="off"
        />
        <div>
          <SubmitButton kind="other">{words.search.submit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}

function Add({ answer, failed, country }: ListProps & { failed: Failed | undefined }) {
  const { add } = words;
  const added = answer?.added;
  const typed = failed?.typed ?? {};
  return (
    <Section id="add" title={add.title}>
      {added && (
        <TakesFocus news={added} role="status" className="rounded">
          <Notice
            tone={added.unread > 0 ? 'amber' : 'good'}
            title={add.done.title(added.added)}
            text={[
              ...(added.known > 0 ? [add.done.known(added.known)] : []),
              ...(added.unread > 0 ? [add.done.unread(added.unread, added.unreadLines)] : []),
            ].join(' ')}
          />
        </TakesFocus>
      )}
      <PostForm failed={failed} label={add.title} holdsFile>
        <HiddenFields fields={{ act: 'add' }} />
        <FileInput
          name="file"
          label={add.file}
          hint={add.fileHint}
          error={failed?.errors.file}
          accept=".txt,.csv,text/plain,text/csv"
          optional
        />
        <TextArea
          name="contacts"
          label={add.contacts}
          hint={add.contactsHint(country)}
          value={one(typed, 'contacts')}
          error={failed?.errors.contacts}
          maxLength={PASTED_CHARACTERS_MOST}
          rows={5}
          optional
        />
        <Select
          name="reason"
          label={add.reason}
          value={one(typed, 'reason') || 'asked_not_to'}
          choices={SUPPRESSION_REASONS.map((value) => ({ value, label: words.reasons[value] }))}
        />
        <div>
          <SubmitButton>{add.submit}</SubmitButton>
        </div>
      </PostForm>
      <Disclosure summary={add.hashed.summary}>
        <ul className="flex list-disc flex-col gap-1 pl-5">
          <li>{add.hashed.phone}</li>
          <li>{add.hashed.email}</li>
          <li>{add.hashed.hash}</li>
        </ul>
      </Disclosure>
    </Section>
  );
}
