import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshPhone } from '../factories/market.ts';
import { checkBooks } from '../setup/check-books.ts';
import { apiClient } from '../setup/client.ts';
import { type Demo, demoFolder, startDemo } from '../setup/demo.ts';
import { until } from '../setup/world.ts';

let folder: ReturnType<typeof demoFolder>;
let demo: Demo;

beforeAll(async () => {
  folder = demoFolder();
  demo = await startDemo({ dir: folder.dir });
});
afterAll(async () => {
  await demo.stop();
  folder.remove();
});

const lead = (more: Record<string, unknown> = {}) => ({
  offer_id: demo.file.offerId,
  contact: { name: 'Olena', phone: freshPhone() },
  region: demo.file.region,
  city: demo.file.city,
  channel: 'form',
  consent: { text: 'I agree to be called.', given_at: new Date().toISOString() },
  ...more,
});

/** Processes named in the note that the starter keeps, that are still there. */
function leftOver(note: string): number[] {
  const { pid, children } = JSON.parse(note) as { pid: number; children: { pid: number }[] };
  return [pid, ...children.map((child) => child.pid)].filter((one) => {
    try {
      return process.kill(one, 0);
    } catch {
      return false;
    }
  });
}

describe('a fresh machine', () => {
  it('says where it is and who may log in, as demo.json does', async () => {
    // It is ready a moment before it has said so.
    await until('it says that it is ready', async () => demo.output().includes('Ctrl-C'));
    expect(demo.file.accounts.map((account) => account.role)).toEqual([
      'seller',
      'buyer',
      'moderator',
      'admin',
    ]);
    expect(demo.output()).toContain(demo.file.url);
    for (const account of demo.file.accounts) expect(demo.output()).toContain(account.email);
  });

  it('sells a posted lead, lists it to its buyer with the contact, and delivers it signed', async () => {
    const seller = apiClient(demo.file.url, demo.file.apiKeys.seller);
    const buyer = apiClient(demo.file.url, demo.file.apiKeys.buyer);
    const arrived: { headers: Record<string, string>; body: string }[] = [];
    const receiver = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      arrived.push({
        headers: request.headers as Record<string, string>,
        body: Buffer.concat(chunks).toString(),
      });
      response.end();
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const { body: endpoint } = await buyer('POST', '/endpoints', { body: { url, events: ['lead.sold'] } });

    const body = lead();
    const sent = await seller('POST', '/leads', { body, headers: { prefer: 'wait=10' } });
    expect(sent).toMatchObject({ status: 200, body: { status: 'sold' } });
    const sales = await buyer('GET', '/sales?limit=1');
    expect(sales.body.data[0]).toMatchObject({ lead_id: sent.body.id, contact: body.contact });
    const message = await until('the webhook arrives', async () => arrived[0]);
    expect(new Webhook(endpoint.secret).verify(message.body, message.headers)).toMatchObject({
      type: 'lead.sold',
      data: { contact: body.contact },
    });
    receiver.close();
  });

  it('serves its public pages and scripts', async () => {
    for (const path of ['/', '/market', '/prices', '/docs/api']) {
      const page = await fetch(demo.file.url + path);
      expect([path, page.status, page.headers.get('content-type')]).toEqual([
        path,
        200,
        expect.stringContaining('text/html'),
      ]);
      expect(page.headers.get('content-security-policy')).toContain("object-src 'none'");
      const html = await page.text();
      const script = /"(\/assets\/[^"]+\.js)"/.exec(html)?.[1];
      expect((await fetch(demo.file.url + script)).headers.get('content-type')).toMatch(/javascript/);
    }
    expect((await fetch(`${demo.file.url}/nowhere`)).status).toBe(404);
  });

  it('has books that are proven, and tells when one row was altered by hand', async () => {
    expect(await checkBooks(demo)).toMatchObject({ code: 0, stdout: expect.stringMatching(/in order/) });
    const { databaseUrl } = JSON.parse(readFileSync(join(demo.dir, 'run.json'), 'utf8'));
    const { default: pg } = await import('pg');
    const owner = new pg.Client({ connectionString: databaseUrl });
    await owner.connect();
    await owner.query(`SET session_replication_role = replica`);
    await owner.query(`UPDATE transfer SET amount_minor = amount_minor + 1 WHERE kind = 'sale_share'`);
    expect(await checkBooks(demo)).toMatchObject({ code: 1, stdout: expect.stringMatching(/not in order/) });
    await owner.query(`UPDATE transfer SET amount_minor = amount_minor - 1 WHERE kind = 'sale_share'`);
    expect(await checkBooks(demo)).toMatchObject({ code: 0 });
    await owner.end();
  });

  it('refuses a second copy on the same folder with a sentence', async () => {
    await expect(startDemo({ dir: demo.dir })).rejects.toThrow(/already runs/);
  });

  it('starts again after its starter was killed, with the same keys and what was sold', async () => {
    const before = demo.file;
    const port = demo.port;
    const buyer = () => apiClient(demo.file.url, demo.file.apiKeys.buyer);
    const sold = (await buyer()('GET', '/sales')).body.data.length;
    await demo.killStarter();
    demo = await startDemo({ dir: folder.dir, port });
    expect(demo.file).toEqual(before);
    expect((await buyer()('GET', '/sales')).body.data).toHaveLength(sold);
  });

  it('stops cleanly and leaves no process behind', async () => {
    const note = readFileSync(join(demo.dir, 'run.json'), 'utf8');
    expect(leftOver(note).length).toBeGreaterThan(3);
    expect(await demo.stop()).toBe(0);
    expect(leftOver(note)).toEqual([]);
    demo = await startDemo({ dir: folder.dir });
  });
});
