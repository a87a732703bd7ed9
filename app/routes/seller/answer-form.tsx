import { TEXT_LIMIT } from '#app/domain/disputes/dispute.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { disputeWords } from '#app/words/en/disputes.ts';
import type { DisputeView } from '../dispute-view.ts';
import { type Failed, one, type Typed } from '../form.ts';

const words = disputeWords.answer;

/** The seller's answer while its time runs. */
export function AnswerForm(props: {
  dispute: DisputeView;
  failed: Failed | null;
  typed: Typed;
  mayAnswer: boolean;
  now: Date;
}) {
  const { dispute, failed, typed, now } = props;
  const price = formatMoney(dispute.amount);
  return (
    <Section id="your-answer" title={words.title}>
      <Notice
        tone="amber"
        title={words.clock(dispute.replyUntil.toISOString().slice(0, 16).replace('T', ' '))}
        text={
          <>
            <Moment at={dispute.replyUntil} now={now} />. {words.afterwards}
          </>
        }
      />
      {props.mayAnswer ? (
        <PostForm failed={failed} label={words.title}>
          <RadioGroup
            name="reply"
            label={words.question}
            value={one(typed, 'reply')}
            error={failed?.errors.reply}
            choices={[
              { value: 'agrees', label: words.agrees, hint: words.agreesHint(price) },
              { value: 'contests', label: words.contests, hint: words.contestsHint },
            ]}
          />
          <TextArea
            name="detail"
            label={words.detail}
            hint={words.detailHint}
            value={one(typed, 'detail')}
            maxLength={TEXT_LIMIT}
            error={failed?.errors.detail}
            rows={6}
          />
          <div>
            <SubmitButton>{words.submit}</SubmitButton>
          </div>
        </PostForm>
      ) : (
        <p className="text-sm text-ink-soft">{words.onlyManagers}</p>
      )}
    </Section>
  );
}
