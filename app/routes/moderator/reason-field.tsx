import { TEXT_LIMIT } from '#app/domain/disputes/dispute.ts';
import { TextArea } from '#app/ui/text-area.tsx';
import { type Failed, failed, one, type Typed } from '../form.ts';
import { readWords } from '../read-words.ts';

const REASON_LEAST = 10;

/** Why something is refused, for who reads it. */
export function ReasonField(props: { label: string; hint: string; typed: Typed; failed: Failed | null }) {
  return (
    <TextArea
      name="reason"
      label={props.label}
      hint={props.hint}
      value={one(props.typed, 'reason')}
      maxLength={TEXT_LIMIT}
      error={props.failed?.errors.reason}
    />
  );
}

/** What stands in it, or what is wrong with it. */
export function readReason(
  typed: Typed,
  sentences: { reason: string; tooLong: string },
): { ok: true; reason: string } | { ok: false; failed: Failed } {
  const reason = readWords(typed, 'reason');
  if (reason.length > TEXT_LIMIT) return { ok: false, failed: failed(typed, { reason: sentences.tooLong }) };
  if (reason.length < REASON_LEAST) return { ok: false, failed: failed(typed, { reason: sentences.reason }) };
  return { ok: true, reason };
}
