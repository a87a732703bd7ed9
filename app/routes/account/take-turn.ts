import { Refusal } from '#app/kernel/refusal.ts';
import { fewAtOnce } from '#app/platform/few-at-once.ts';
import { pageRefusal } from '#app/words/en/refusals.ts';

const inTurn = fewAtOnce({ running: 2, waiting: 20 });
const AGAIN_SECONDS = 10;

/**
 * Makes a file in its turn.
 * @throws Response 503 when too many wait for theirs
 */
export function takeTurn<T>(work: () => Promise<T>): Promise<T> {
  return inTurn(work).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== 'too_busy') throw error;
    throw new Response(pageRefusal(error.code, {}), {
      status: 503,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': String(AGAIN_SECONDS) },
    });
  });
}

/** A file to keep; browsers do not show it as a page of ours. */
export function fileAnswer(
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer>,
  file: { name: string; type: 'text/csv; charset=utf-8' | 'application/pdf' },
): Response {
  return new Response(body, {
    headers: { 'content-type': file.type, 'content-disposition': `attachment; filename="${file.name}"` },
  });
}
