import { timingSafeEqual } from 'node:crypto';
import { HOUR_MS } from '#app/kernel/time.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';

const LASTS_MS = 12 * HOUR_MS;

/** Where the seller tries the published form, for half a day: an address of its own, so that nothing sent there passes for a visitor's. */
export function testPath(key: Buffer, input: { formId: string; now: Date }): string {
  const until = String(input.now.getTime() + LASTS_MS);
  return `/f/${input.formId}/test/${until}/${macOf(key, 'form-test', input.formId, until).toString('base64url')}`;
}

/** Whether it is such, for this form and now. */
export function mayTest(
  key: Buffer,
  input: { formId: string; until: string; key: string; now: Date },
): boolean {
  return isRight(key, 'form-test', input);
}

/** What lets a page of the seller's show the draft of a form in a frame, for half a day. */
export function previewQuery(key: Buffer, input: { formId: string; now: Date }): URLSearchParams {
  const until = String(input.now.getTime() + LASTS_MS);
  return new URLSearchParams({
    until,
    key: macOf(key, 'form-preview', input.formId, until).toString('base64url'),
  });
}

/** Whether it is such, for this form and now. */
export function mayPreview(
  key: Buffer,
  input: { formId: string; until: string; key: string; now: Date },
): boolean {
  return isRight(key, 'form-preview', input);
}

type Purpose = 'form-preview' | 'form-test';

function isRight(
  key: Buffer,
  purpose: Purpose,
  input: { formId: string; until: string; key: string; now: Date },
): boolean {
  const given = Buffer.from(input.key, 'base64url');
  const right = macOf(key, purpose, input.formId, input.until);
  return (
    given.length === right.length &&
    timingSafeEqual(given, right) &&
    Number(input.until) > input.now.getTime()
  );
}

function macOf(key: Buffer, purpose: Purpose, formId: string, until: string): Buffer {
  return lookupHash(key, purpose, `${formId} ${until}`);
}
