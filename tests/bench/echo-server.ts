import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a request costs here when nothing is done: takes the body and sends it back. */
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.concat(chunks));
});
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.once('disconnect', () => process.exit(0));
