import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds of the Unix epoch, with a fraction. */
  readonly atMs: number;
};

/** Milliseconds of the Unix epoch finer than `Date.now`, as PostgreSQL's clock on the same machine gives them. */
export const nowMs = (): number => performance.timeOrigin + performance.now();

/**
 * A buyer's or seller's server, outside of what is tested: hands every webhook on and answers 204 to it, in this order,
 * so that what is answered is kept by whoever keeps it.
 */
export async function openReceiver(onMessage: (received: Received) => void, port = 0) {
  const server = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const atMs = nowMs();
    onMessage({
      path: request.url ?? '/',
      headers: request.headers as Record<string, string>,
      body: Buffer.concat(chunks).toString(),
      atMs,
    });
    response.writeHead(204).end();
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
