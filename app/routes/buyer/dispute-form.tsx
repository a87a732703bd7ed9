import { TEXT_LIMIT } from '#app/domain/disputes/dispute.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { disputeReasonGroups, disputeReasons, disputeWords } from '#app/words/en/disputes.ts';
import { type Failed, one } from '../form.ts';

const words = disputeWords.open;

/** What is wrong with a bought lead, and what happened. */
export function DisputeForm({ failed }: { failed: Failed | null }) {
  const typed = failed?.typed ?? {};
  return (
    <PostForm failed={failed} label={words.title}>
      <RadioGroup
        name="reason"
        label={words.reason}
        value={one(typed, 'reason')}
        error={failed?.errors.reason}
        groups={disputeReasonGroups.map(({ label, reasons }) => ({
          label,
          choices: reasons.map((value) => {
            const [name, hint] = disputeReasons[value];
            return { value, label: name, hint };
          }),
        }))}
      />
      <TextArea
        name="detail"
        label={words.detail}
        hint={words.detailHint}
        value={one(typed, 'detail')}
        maxLength={TEXT_LIMIT}
        error={failed?.errors.detail}
        rows={6}
        optional
      />
      <div>
        <SubmitButton>{words.submit}</SubmitButton>
      </div>
    </PostForm>
  );
}
