import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of somebody else's on an origin of its own, with rules of style that would spoil whatever they reached. */
export async function openForeignSite(): Promise<{
  url: string;
  show: (path: string, body: string, headers?: Record<string, string>) => string;
  close: () => Promise<void>;
}> {
  const pages = new Map<string, { body: string; headers: Record<string, string> }>();
  const server = createServer((request, response) => {
    const page = pages.get((request.url ?? '').split('?')[0] ?? '');
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers });
    response.end(page ? wrap(page.body) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    show(path, body, headers = {}) {
      pages.set(path, { body, headers });
      return `${url}${path}`;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function wrap(body: string): string {
  return `<!doctype html><html lang="en"><head><title>A shop</title><link rel="icon" href="data:,">
<style>body{font:16px/1.5 Georgia,serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
label,button,h2,input{color:red!important;text-transform:uppercase!important;display:none!important}</style></head>
<body><main><h1>Flats by the river</h1><p>Read about them, then leave your request.</p>${body}<p>Below the form.</p></main></body></html>`;
}
