import { Readable } from 'node:stream';
import {
  type AppLoadContext,
  createRequestHandler,
  type ServerBuild,
  writeReadableStreamToWritable,
} from '@remix-run/node';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A database that was restarted is back in a few seconds. */
const RETRY_AFTER_S = 5;

/**
 * Hands a request over to Remix, its body read already, or as a stream where the page reads it itself. The address is taken from the configured origin, never from
 * what the client chose. A page that fails while the database is away is answered 503 and may be asked for again; any
 * other failure is 500.
 */
export function remixHandler(options: {
  build: ServerBuild;
  origin: string;
  context: (request: FastifyRequest, reply: FastifyReply) => AppLoadContext;
}) {
  const handle = createRequestHandler(options.build, 'production');
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const context = options.context(request, reply);
    const response = await handle(toWebRequest(request, reply, options.origin), context);
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) raw.setHeader(name, value);
    // What a page says of itself stands in place of what is said of all pages; cookies are several.
    for (const [name, value] of response.headers) {
      if (name === 'set-cookie') raw.appendHeader(name, value);
      else raw.setHeader(name, value);
    }
    const isAway = response.status >= 500 && context.isDatabaseAway === true;
    if (isAway) raw.setHeader('retry-after', RETRY_AFTER_S);
    raw.statusCode = isAway ? 503 : response.status;
    if (response.body) await writeReadableStreamToWritable(response.body, raw);
    else raw.end();
    drain(request.body);
  };
}

/**
 * The address of a page. A request may name a whole address (`http://...`) or begin with several slashes, and both
 * would be read as another host.
 */
export function pageUrl(target: string, origin: string): URL {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^[/\\]+/, '');
  const url = new URL(`${origin}/${path}`);
  // `/.//x` has become `//x` by now.
  if (url.pathname.startsWith('//')) url.pathname = url.pathname.replace(/^\/+/, '/');
  return url;
}

function toWebRequest(request: FastifyRequest, reply: FastifyReply, origin: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const url = pageUrl(request.url, origin);
  // Remix compares a form's origin with these, which a proxy may have set to a name of its own.
  headers.set('host', url.host);
  headers.delete('x-forwarded-host');
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return new Request(url, {
    method: request.method,
    headers,
    signal: gone.signal,
    body: bodyOf(request.body),
    duplex: 'half',
  } as RequestInit);
}

function bodyOf(body: unknown): Buffer | ReadableStream | null {
  if (body instanceof Readable) return toWebStream(body);
  return Buffer.isBuffer(body) ? body : null;
}

/** Of a body that nobody wants; who sends more is cut off. */
const DROPPED_BYTES_MOST = 100 * 1024 * 1024;

/** What a page did not read of a body is dropped as it comes: until all of it was sent a browser hears no answer. */
function drain(body: unknown): void {
  if (!(body instanceof Readable) || body.destroyed || body.readableEnded) return;
  let bytes = 0;
  body.removeAllListeners('data');
  body.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > DROPPED_BYTES_MOST) body.destroy();
  });
  body.resume();
}

/**
 * A body that is read only as it is asked for. Node's own way to make a web stream throws where nobody catches it when one is
 * cancelled while something comes.
 */
export function toWebStream(body: Readable): ReadableStream<Uint8Array> {
  const parts = body.iterator({ destroyOnReturn: false });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await parts.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: async () => void (await parts.return?.()),
    },
    { highWaterMark: 0 },
  );
}
