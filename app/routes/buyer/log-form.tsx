import { type FetcherWithComponents, Form } from '@remix-run/react';
import type { FormEvent, ReactNode } from 'react';
import { nextMorning } from '#app/domain/inbox/plan-next.ts';
import { JUNK_REASONS } from '#app/domain/inbox/work.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { dateTimeIn } from '#app/ui/date-time.ts';
import { DateTimeInput } from '#app/ui/date-time-input.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Select } from '#app/ui/select.tsx';
import { useHydrated } from '#app/ui/use-hydrated.ts';
import { buyerWords } from '#app/words/en/buyer.ts';
import type { Failed } from '../form.ts';
import type { LeadLine } from './lead-line.ts';
import { fieldId } from './work-fields.ts';

const words = buyerWords.inbox;

/** By which a list logs without leaving the place where one is in it. */
export type Via = FetcherWithComponents<unknown> | null;

type LogProps = {
  line: LeadLine;
  via: Via;
  failed: Failed | null;
  onSend?: (() => void) | undefined;
};

/**
 * A form that logs something about a lead. With scripts a list sends it behind the page, and says so by `stay`; without,
 * it is a form like any other.
 */
function LogForm(props: LogProps & { label?: string; className: string; children: ReactNode }) {
  const hydrated = useHydrated();
  const Frame = props.via?.Form ?? Form;
  const { saleId, entryId, channel } = props.line;
  const onSubmit = (_event: FormEvent) => props.onSend?.();
  return (
    <Frame
      method="post"
      noValidate
      aria-label={props.label}
      onSubmit={onSubmit}
      preventScrollReset
      className={props.className}
    >
      <HiddenFields
        fields={{
          sale: saleId,
          entry: entryId,
          channel,
          ...(props.via && hydrated ? { stay: 'yes' } : {}),
        }}
      />
      {props.children}
    </Frame>
  );
}

/** The two that come of most calls, one tap each. */
export function QuickOutcomes(props: LogProps) {
  return (
    <LogForm {...props} className="grid grid-cols-2 gap-2 sm:max-w-sm">
      <SubmitButton kind="other" full name="outcome" value="no_answer">
        {buyerWords.outcomes.no_answer}
      </SubmitButton>
      <SubmitButton kind="other" full name="outcome" value="reached">
        {buyerWords.outcomes.reached}
      </SubmitButton>
    </LogForm>
  );
}

/** The outcomes that need a time or a reason, and those that close the lead. */
export function OtherOutcomes(props: LogProps & { now: Date; timezone: string }) {
  const { line, failed } = props;
  const at = failed?.typed.at?.[0];
  const zone = failed?.typed.at_zone?.[0] ?? props.timezone;
  const proposed = dateTimeIn(nextMorning(props.now, props.timezone), props.timezone);
  return (
    <div className="flex flex-col gap-5 sm:max-w-sm">
      <LogForm {...props} className="flex flex-col gap-2">
        <DateTimeInput
          id={fieldId('at', line.saleId)}
          name="at"
          label={words.at}
          value={at === undefined ? proposed : { text: at, zone }}
          error={failed?.errors[fieldId('at', line.saleId)]}
        />
        <div className="grid grid-cols-2 gap-2">
          <SubmitButton kind="other" full name="outcome" value="callback">
            {words.callBackThen}
          </SubmitButton>
          <SubmitButton kind="other" full name="outcome" value="meeting">
            {words.meetThen}
          </SubmitButton>
        </div>
      </LogForm>
      <LogForm {...props} className="grid grid-cols-2 gap-2">
        <SubmitButton kind="other" full name="outcome" value="won">
          {buyerWords.outcomes.won}
        </SubmitButton>
        <SubmitButton kind="other" full name="outcome" value="lost">
          {buyerWords.outcomes.lost}
        </SubmitButton>
      </LogForm>
      <LogForm {...props} className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
        <Select
          id={fieldId('junk', line.saleId)}
          name="junk_reason"
          label={words.junkReason}
          value={failed?.typed.junk_reason?.[0] ?? ''}
          choices={[
            { value: '', label: words.chooseReason },
            ...JUNK_REASONS.map((value) => ({ value, label: buyerWords.junkReasons[value] })),
          ]}
          error={failed?.errors[fieldId('junk', line.saleId)]}
        />
        <div className="pt-6">
          <SubmitButton kind="other" name="outcome" value="junk">
            {words.asJunk}
          </SubmitButton>
        </div>
      </LogForm>
    </div>
  );
}
