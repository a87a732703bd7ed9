import { createSocket, type Socket } from 'node:dgram';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type Dns, openDns } from './dns.server.ts';

type Question = { name: string; type: string };
type Answer = { name: string; type: string; ttl: number; data: unknown };
/** The package has no types of its own. */
const packet = createRequire(import.meta.url)('dns-packet') as {
  encode(message: object): Buffer;
  decode(bytes: Buffer): { id: number; questions: Question[] };
};

const NO_ERROR = 0;
const SERVER_FAILURE = 2;
const NO_SUCH_NAME = 3;

type Reply = { rcode: number; answers?: { type: string; data: unknown }[] } | 'silence';
type Zone = (name: string, type: string) => Reply;

const opened: Socket[] = [];
afterEach(() => {
  for (const socket of opened.splice(0)) socket.close();
});

/** The DNS is outside the machine, so a small one of the test's own stands in for it. */
async function serve(
  zone: Zone,
  delayMs = 0,
): Promise<{ address: string; asked: string[]; most: () => number }> {
  const socket = createSocket('udp4');
  opened.push(socket);
  const asked: string[] = [];
  let open = 0;
  let most = 0;
  socket.on('message', (bytes, from) => {
    const { id, questions } = packet.decode(bytes);
    const [question] = questions;
    if (!question) return;
    asked.push(`${question.type} ${question.name}`);
    open += 1;
    most = Math.max(most, open);
    const reply = zone(question.name, question.type);
    if (reply === 'silence') return;
    const answers: Answer[] = (reply.answers ?? []).map((each) => ({ name: question.name, ttl: 1, ...each }));
    // The two low bytes of the flags hold the outcome; 0x8180 is an answer by a server that recurses.
    const message = packet.encode({ type: 'response', id, flags: 0x0180 | reply.rcode, questions, answers });
    setTimeout(() => {
      open -= 1;
      if (opened.includes(socket)) socket.send(message, from.port, from.address);
    }, delayMs);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const { port } = socket.address() as AddressInfo;
  return { address: `127.0.0.1:${port}`, asked, most: () => most };
}

const mailHost = {
  rcode: NO_ERROR,
  answers: [{ type: 'MX', data: { preference: 10, exchange: 'mx.firm.ua' } }],
};
const nullMx = { rcode: NO_ERROR, answers: [{ type: 'MX', data: { preference: 0, exchange: '.' } }] };
const ipv4 = { rcode: NO_ERROR, answers: [{ type: 'A', data: '192.0.2.1' }] };
const ipv6 = { rcode: NO_ERROR, answers: [{ type: 'AAAA', data: '2001:db8::1' }] };
const nothing: Reply = { rcode: NO_ERROR };
const nameServer = { rcode: NO_ERROR, answers: [{ type: 'NS', data: 'a.gtld-servers.net' }] };

const world: Zone = (name, type) => {
  if (name === 'com' && type === 'NS') return nameServer;
  if (name === 'firm.ua') return type === 'MX' ? mailHost : ipv4;
  if (name === 'example.com') return type === 'MX' ? nullMx : ipv4;
  if (name === 'four.ua') return type === 'A' ? ipv4 : nothing;
  if (name === 'six.ua') return type === 'AAAA' ? ipv6 : nothing;
  if (name === 'empty.ua') return nothing;
  if (name === 'broken.ua') return { rcode: SERVER_FAILURE };
  if (name === 'half.ua') return type === 'MX' ? nothing : { rcode: SERVER_FAILURE };
  if (name === 'silent.ua') return 'silence';
  return { rcode: NO_SUCH_NAME };
};

/** Longer than any answer takes, however slow the machine. */
const PATIENT_MS = 20_000;

async function open(zone: Zone = world, now?: () => number): Promise<{ dns: Dns; asked: string[] }> {
  const { address, asked } = await serve(zone);
  return { dns: openDns({ servers: [address], timeoutMs: PATIENT_MS, ...(now && { now }) }), asked };
}

describe('what a domain says of its mail', () => {
  test.each([
    ['firm.ua', 'mx'],
    ['FIRM.ua.', 'mx'],
    ['example.com', 'null_mx'],
    ['four.ua', 'address_only'],
    ['six.ua', 'address_only'],
    ['empty.ua', 'no_mail'],
    ['nosuch.ua', 'no_domain'],
    ['broken.ua', 'no_answer'],
    ['half.ua', 'no_answer'],
  ])('%s is %s', async (domain, state) => {
    const { dns } = await open();
    expect(await dns.mailHosts(domain)).toEqual({ state });
  });

  test('a server that does not reply gives no answer within the time-out', async () => {
    const { address } = await serve(world);
    const answerOf = async (timeoutMs: number) => ({
      timeoutMs,
      ...(await openDns({ servers: [address], timeoutMs }).mailHosts('silent.ua')),
    });
    const first = await Promise.race([PATIENT_MS, 300].map(answerOf));
    expect(first).toEqual({ timeoutMs: 300, state: 'no_answer' });
  });

  test('no server at all gives no answer', async () => {
    const { address } = await serve(world);
    for (const socket of opened.splice(0)) socket.close();
    const dns = openDns({ servers: [address], timeoutMs: 200 });
    expect(await dns.mailHosts('firm.ua')).toEqual({ state: 'no_answer' });
  });

  test('a name that no packet can hold does not reject', async () => {
    const { dns } = await open();
    const { state } = await dns.mailHosts(`${'a'.repeat(300)}..ua`);
    expect(['no_domain', 'no_answer']).toContain(state);
  });
});

describe('a resolver that denies every name', () => {
  test('is not believed', async () => {
    const { dns } = await open(() => ({ rcode: NO_SUCH_NAME }));
    expect(await dns.mailHosts('gmail.com')).toEqual({ state: 'no_answer' });
  });

  test('is believed when no witness is wanted', async () => {
    const { address } = await serve(() => ({ rcode: NO_SUCH_NAME }));
    const dns = openDns({ servers: [address], timeoutMs: PATIENT_MS, witness: null });
    expect(await dns.mailHosts('gmail.com')).toEqual({ state: 'no_domain' });
  });

  test('the witness is asked once for many domains', async () => {
    const { dns, asked } = await open();
    const answers = await Promise.all(['a.ua', 'b.ua', 'c.ua'].map((domain) => dns.mailHosts(domain)));
    expect(answers.map((answer) => answer.state)).toEqual(['no_domain', 'no_domain', 'no_domain']);
    expect(asked.filter((question) => question === 'NS com')).toHaveLength(1);
  });
});

describe('queries are shared and answers kept', () => {
  test('look-ups of one domain at one time are one query', async () => {
    const { dns, asked } = await open();
    const answers = await Promise.all(Array.from({ length: 50 }, () => dns.mailHosts('firm.ua')));
    expect(new Set(answers.map((answer) => answer.state))).toEqual(new Set(['mx']));
    expect(asked).toEqual(['MX firm.ua']);
  });

  test.each([
    ['firm.ua', 3_600_000],
    ['example.com', 300_000],
    ['nosuch.ua', 300_000],
    ['broken.ua', 5_000],
  ])('%s is kept for %i ms', async (domain, keptMs) => {
    let clockMs = 0;
    const { dns, asked } = await open(world, () => clockMs);
    const questions = () => asked.filter((question) => question === `MX ${domain}`).length;
    await dns.mailHosts(domain);
    const once = questions();
    clockMs = keptMs - 1;
    await dns.mailHosts(domain);
    expect(questions()).toBe(once);
    clockMs = keptMs;
    await dns.mailHosts(domain);
    expect(questions()).toBe(2 * once);
  });

  test('at most 64 look-ups are on the way, and all are answered', async () => {
    const { address, most } = await serve(() => mailHost, 20);
    const dns = openDns({ servers: [address], timeoutMs: PATIENT_MS });
    const domains = Array.from({ length: 300 }, (_, i) => `d${i}.ua`);
    const answers = await Promise.all(domains.map((domain) => dns.mailHosts(domain)));
    expect(answers.every((answer) => answer.state === 'mx')).toBe(true);
    expect(most()).toBeLessThanOrEqual(64);
    expect(most()).toBeGreaterThan(1);
  });

  test('those still waiting at the time-out get no answer, and the next ones are served', async () => {
    let isSilent = true;
    let clockMs = 0;
    const { address, asked } = await serve((name, type) => (isSilent ? 'silence' : world(name, type)));
    const dns = openDns({ servers: [address], timeoutMs: 500, now: () => clockMs });
    const domains = Array.from({ length: 200 }, (_, i) => `d${i}.ua`);
    const answers = await Promise.all(domains.map((domain) => dns.mailHosts(domain)));
    expect(answers.every((answer) => answer.state === 'no_answer')).toBe(true);
    // Had they waited for their turn beyond their time, each would have been asked for.
    expect(asked.length).toBeLessThan(domains.length);
    isSilent = false;
    const again = () => {
      clockMs += 60_000;
      return dns.mailHosts('firm.ua');
    };
    await expect.poll(again, { timeout: PATIENT_MS }).toEqual({ state: 'mx' });
  });
});
