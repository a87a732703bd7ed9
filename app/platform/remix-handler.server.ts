import {
  type AppLoadContext,
  createReadableStreamFromReadable,
  createRequestHandler,
  type ServerBuild,
  writeReadableStreamToWritable,
} from '@remix-run/node';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Hands a request over to Remix. The address is taken from the configured origin, never from a header that the
 * client chose.
 */
export function remixHandler(options: {
  build: ServerBuild;
  origin: string;
  context: (request: FastifyRequest, reply: FastifyReply) => AppLoadContext;
}) {
  const handle = createRequestHandler(options.build, 'production');
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const response = await handle(
      toWebRequest(request, reply, options.origin),
      options.context(request, reply),
    );
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) raw.setHeader(name, value);
    for (const [name, value] of response.headers) raw.appendHeader(name, value);
    raw.statusCode = response.status;
    if (response.body) await writeReadableStreamToWritable(response.body, raw);
    else raw.end();
  };
}

function toWebRequest(request: FastifyRequest, reply: FastifyReply, origin: string): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return new Request(new URL(request.url, origin), {
    method: request.method,
    headers,
    signal: gone.signal,
    ...(hasBody ? { body: createReadableStreamFromReadable(request.raw), duplex: 'half' } : {}),
  } as RequestInit);
}
