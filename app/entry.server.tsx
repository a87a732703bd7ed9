import { PassThrough } from 'node:stream';
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  createReadableStreamFromReadable,
  type EntryContext,
  type LoaderFunctionArgs,
} from '@remix-run/node';
import { isRouteErrorResponse, RemixServer } from '@remix-run/react';
import { isbot } from 'isbot';
import { renderToPipeableStream } from 'react-dom/server';
import { isUnreachable } from './platform/is-unreachable.ts';
import { NonceContext } from './ui/nonce.ts';

/** A loader's answer may take this long; after it the page is cut off rather than left open. */
export const streamTimeout = 10_000;
/** Left after `streamTimeout` for telling the browser that a part did not come. */
const FLUSH_MS = 1_000;

/** Renders a page. People get it as it is made; robots, which do not wait for parts, get it whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { nonce, db }: AppLoadContext,
): Promise<Response> {
  const whole = isbot(request.headers.get('user-agent') ?? '') || remixContext.isSpaMode;
  return new Promise((resolve, reject) => {
    let answered = false;
    let finalStatus = status;
    const answer = () => {
      answered = true;
      const body = new PassThrough();
      headers.set('Content-Type', 'text/html; charset=utf-8');
      resolve(new Response(createReadableStreamFromReadable(body), { headers, status: finalStatus }));
      stream.pipe(body);
    };
    const stream = renderToPipeableStream(
      <NonceContext.Provider value={nonce}>
        <RemixServer context={remixContext} url={request.url} nonce={nonce} />
      </NonceContext.Provider>,
      {
        nonce,
        [whole ? 'onAllReady' : 'onShellReady']: answer,
        onShellError: reject,
        onError(error) {
          finalStatus = 500;
          // Before the first byte the error rejects the promise and is logged by whoever serves the request.
          if (answered) db.log.error({ err: error }, 'page broke off while rendering');
        },
      },
    );
    setTimeout(() => stream.abort(), streamTimeout + FLUSH_MS).unref();
  });
}

/** What a loader or an action threw unforeseen. The query is left out of the log: people type into it. */
export function handleError(
  error: unknown,
  { request, context }: LoaderFunctionArgs | ActionFunctionArgs,
): void {
  if (isUnreachable(error)) context.isDatabaseAway = true;
  if (request.signal.aborted || isForeseen(error)) return;
  context.db.log.error({ err: error, path: new URL(request.url).pathname }, 'page failed');
}

/** A visitor's wrong address is answered, not logged as our fault. */
function isForeseen(error: unknown): boolean {
  return isRouteErrorResponse(error) && error.status < 500;
}
