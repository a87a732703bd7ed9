import { timingSafeEqual } from 'node:crypto';
import { HOUR_MS } from '#app/kernel/time.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';

const LASTS_MS = 12 * HOUR_MS;

/** What lets a page of the seller's show the draft of a form in a frame, for half a day. */
export function previewQuery(key: Buffer, input: { formId: string; now: Date }): URLSearchParams {
  const until = String(input.now.getTime() + LASTS_MS);
  return new URLSearchParams({ until, key: macOf(key, input.formId, until).toString('base64url') });
}

/** Whether it is such, for this form and now. */
export function mayPreview(
  key: Buffer,
  input: { formId: string; until: string; key: string; now: Date },
): boolean {
  const given = Buffer.from(input.key, 'base64url');
  const right = macOf(key, input.formId, input.until);
  return (
    given.length === right.length &&
    timingSafeEqual(given, right) &&
    Number(input.until) > input.now.getTime()
  );
}

function macOf(key: Buffer, formId: string, until: string): Buffer {
  return lookupHash(key, 'form-preview', `${formId} ${until}`);
}
