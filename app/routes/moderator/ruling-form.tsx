import { OUTCOMES, TEXT_LIMIT } from '#app/domain/disputes/dispute.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { moderationWords } from '#app/words/en/moderation.ts';
import type { DisputeView } from '../dispute-view.ts';
import { type Failed, one, type Typed } from '../form.ts';

const words = moderationWords.one;

/** How the case ends, and why. */
export function RulingForm(props: { dispute: DisputeView; failed: Failed | null; typed: Typed }) {
  const { dispute, failed, typed } = props;
  const hints = { upheld: words.upheldHint(formatMoney(dispute.amount)), refused: words.refusedHint };
  return (
    <Section id="rule" title={words.rule} intro={words.ruleIntro}>
      <PostForm failed={failed} label={words.rule}>
        <HiddenFields fields={{ intent: 'rule' }} />
        <RadioGroup
          name="outcome"
          label={words.outcome}
          value={one(typed, 'outcome')}
          error={failed?.errors.outcome}
          choices={OUTCOMES.map((value) => ({ value, label: words[value], hint: hints[value] }))}
        />
        <TextArea
          name="reasoning"
          label={words.reasoning}
          hint={words.reasoningHint}
          value={one(typed, 'reasoning')}
          maxLength={TEXT_LIMIT}
          error={failed?.errors.reasoning}
          rows={7}
        />
        {dispute.isSellersTurn && (
          <Checkbox
            name="early"
            checked={one(typed, 'early') === 'yes'}
            hint={words.earlyHint(`${dispute.replyUntil.toISOString().slice(0, 16).replace('T', ' ')} UTC`)}
            error={failed?.errors.early}
          >
            {words.early}
          </Checkbox>
        )}
        <div>
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}
