import { createSocket } from 'node:dgram';
import dnsPacket from 'dns-packet';

/*
 * The sandbox's DNS: answers for every name at once and never leaves the machine. The first label of a name chooses how
 * it behaves: nomx..., nullmx..., nxdomain..., slow... at any place in the name.
 *
 * Usage: dns-server.mjs [port]; tells `{ type: 'ready', port }` over IPC, or as a JSON line without IPC.
 */

const TTL_S = 60;
const NXDOMAIN = 3;
const NOT_IMPLEMENTED = 4;
// Names that RFC 2606, 6761, 6762, 7686 and 8375 or custom keep out of the public DNS. `.test` and `.example` resolve: the demo uses them.
const UNKNOWN_TLDS = new Set(['invalid', 'localhost', 'local', 'onion', 'internal', 'lan', 'home', 'arpa']);

const ANSWERS = {
  MX: (name) => ({ preference: 10, exchange: `mx1.${name}` }),
  // Documentation addresses (RFC 5737, 3849): nobody lives there.
  A: () => '192.0.2.10',
  AAAA: () => '2001:db8::10',
  // By the name servers of a zone everyone knows, a resolver is told from one that denies whatever it is asked.
  NS: (name) => `ns1.${name}`,
};

/** What to answer: undefined is silence. */
function answer(question) {
  const name = question.name.toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  const starts = (prefix) => labels.some((label) => label.startsWith(prefix));
  if (starts('slow')) return undefined;
  if (starts('nxdomain') || !isPlausibleTld(labels.at(-1))) return { rcode: NXDOMAIN, answers: [] };
  if (starts('nullmx')) {
    return {
      rcode: 0,
      answers: question.type === 'MX' ? [record(question, { preference: 0, exchange: '.' })] : [],
    };
  }
  // Without an address either, since mail goes to a name's address when it has no MX (RFC 5321, 5.1).
  if (starts('nomx')) return { rcode: 0, answers: [] };
  const data = ANSWERS[question.type]?.(name);
  return { rcode: 0, answers: data === undefined ? [] : [record(question, data)] };
}

function isPlausibleTld(tld) {
  return /^([a-z]{2,63}|xn--[a-z0-9-]{2,59})$/.test(tld) && !UNKNOWN_TLDS.has(tld);
}

function record(question, data) {
  return { type: question.type, class: 'IN', name: question.name, ttl: TTL_S, data };
}

const socket = createSocket('udp4');

socket.on('message', (message, { address, port }) => {
  let query;
  try {
    query = dnsPacket.decode(message);
  } catch {
    return;
  }
  const [question] = query.questions ?? [];
  if (query.type !== 'query' || question === undefined) return;
  const found = query.opcode === 'QUERY' ? answer(question) : { rcode: NOT_IMPLEMENTED, answers: [] };
  if (found === undefined) return;
  const flags =
    (query.flags & dnsPacket.RECURSION_DESIRED) |
    dnsPacket.RECURSION_AVAILABLE |
    dnsPacket.AUTHORITATIVE_ANSWER;
  const reply = {
    type: 'response',
    id: query.id,
    flags: flags | found.rcode,
    questions: [question],
    answers: found.answers,
  };
  socket.send(dnsPacket.encode(reply), port, address);
});

socket.bind(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  const ready = { type: 'ready', port: socket.address().port };
  if (process.send) process.send(ready);
  else process.stdout.write(`${JSON.stringify(ready)}\n`);
});

const end = () => process.exit(0);
process.once('disconnect', end);
process.once('SIGTERM', end);
process.once('SIGINT', end);
