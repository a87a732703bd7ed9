import { TextArea } from '#app/ui/text-area.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { type Failed, one } from '../form.ts';

/**
 * Asks why; what was typed stays when it was not enough.
 * @param id where a page asks more than once
 * @param proposed what is proposed as long as nothing was typed
 */
export function ReasonField({
  failed,
  id = 'reason',
  proposed = '',
}: {
  failed: Failed | null;
  id?: string;
  proposed?: string;
}) {
  return (
    <TextArea
      id={id}
      name="reason"
      label={adminWords.reason.label}
      hint={adminWords.reason.hint}
      value={failed ? one(failed.typed, 'reason') : proposed}
      error={failed?.errors.reason}
      maxLength={500}
      rows={3}
    />
  );
}
