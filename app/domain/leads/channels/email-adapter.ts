import PostalMime, { type Email } from 'postal-mime';
import { foldText } from '#app/domain/catalog/fold-text.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { type Adapter, answerJson } from './adapter.ts';
import { guessTarget } from './field-names.ts';
import { clean, type Fields, readText } from './read-fields.ts';

const LINES_LIMIT = 400;
const LABEL_LIMIT = 60;
const NESTING_LIMIT = 20;
const HEADERS_LIMIT_BYTES = 64 * 1024;
/** Of a mail as it came: a form's, with the pictures of a signature, has seven thousand. Each costs who reads it, however short. */
const RAW_LINES_LIMIT = 10_000;
const LINE_FEED = 0x0a;

/** Lines that mail programs put above what they forward. */
const FORWARDED = new Set(
  [
    'from',
    'sent',
    'to',
    'cc',
    'date',
    'subject',
    'reply to',
    'от',
    'от кого',
    'кому',
    'копия',
    'дата',
    'тема',
    'отправлено',
    'від',
    'надіслано',
    'копія',
    'kimden',
    'feladó',
    'címzett',
    'tárgy',
    'dátum',
  ].map(foldText),
);

/** A form's mail, forwarded as it is: raw MIME with lines of label and value, as text or as a table. */
export const emailAdapter: Adapter = {
  async read({ body }) {
    const mail = await parse(body);
    const inner = mail.attachments.find(({ mimeType }) => mimeType === 'message/rfc822');
    const forwarded = inner ? [await parse(Buffer.from(inner.content as ArrayBuffer))] : [];
    return {
      kind: 'lead',
      eventId: mail.messageId ? `mail ${clean(mail.messageId)}` : `body ${readText(body)}`,
      fields: readLines([mail, ...forwarded].map(wordsOf).join('\n')),
      agreedAt: null,
      chat: null,
      onlyNewNumbers: false,
    };
  },
  answer: answerJson,
};

/**
 * Reads one mail, and none that lies within it: those are read by the caller, one, where the parser would read thousands.
 * @throws Refusal `channel_unreadable`
 */
async function parse(raw: Uint8Array): Promise<Email> {
  let lines = 0;
  for (let at = raw.indexOf(LINE_FEED); at >= 0; at = raw.indexOf(LINE_FEED, at + 1)) lines += 1;
  if (lines > RAW_LINES_LIMIT) throw new Refusal('channel_unreadable');
  return PostalMime.parse(new Uint8Array(raw), {
    maxNestingDepth: NESTING_LIMIT,
    maxHeadersSize: HEADERS_LIMIT_BYTES,
    forceRfc822Attachments: true,
  }).catch(() => {
    throw new Refusal('channel_unreadable');
  });
}

function wordsOf({ text, html }: Email): string {
  return text?.trim() ? text : textOf(html ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};
const LARGEST_CODE_POINT = 0x10ffff;

/** Parts of a page that nobody reads. */
const UNREAD = ['head', 'style', 'script'];

/**
 * The words of a page of HTML: a cell beside another is a label and its value, a block is a line. What begins and does not end
 * is looked at once, whatever a stranger sends.
 */
export function textOf(html: string): string {
  return UNREAD.reduce(dropElement, html)
    .replace(/<\/t[dh]>\s{0,100}<t[dh]\b[^<>]*>/gi, ': ')
    .replace(/<br\b[^<>]*>|<\/(p|div|tr|li|h[1-6]|table)>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
      if (name) return ENTITIES[name.toLowerCase()] ?? whole;
      const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return point <= LARGEST_CODE_POINT ? String.fromCodePoint(point) : '';
    });
}

function dropElement(html: string, name: string): string {
  const lower = html.toLowerCase();
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const start = lower.indexOf(`<${name}`, at);
    const end = start < 0 ? -1 : lower.indexOf(`</${name}>`, start);
    if (end < 0) return [...kept, html.slice(at)].join('');
    kept.push(html.slice(at, start));
    at = end + name.length + 3;
  }
}

/** Fields out of lines such as `Phone: +380 67 123`, also quoted, or with the value on the next line. */
export function readLines(text: string): Fields {
  const fields = new Map<string, string>();
  let open: string | null = null;
  for (const raw of text.split(/\r?\n/).slice(0, LINES_LIMIT)) {
    const line = clean(raw.replace(/^[>\s|*•–-]+/, '').replace(/\*/g, ''));
    if (line === '') continue;
    const colon = line.search(/[:：](?!\/\/)/);
    const label = colon > 0 && colon <= LABEL_LIMIT ? line.slice(0, colon).trim() : '';
    if (label !== '') {
      const value = line
        .slice(colon + 1)
        .replace(/^[:\s]+/, '')
        .trim();
      open = null;
      if (FORWARDED.has(foldText(label)) || fields.has(label)) continue;
      if (value !== '') fields.set(label, value);
      else open = label;
    } else if (open !== null) {
      fields.set(open, line);
      open = null;
    } else continueMessage(fields, line);
  }
  return fields;
}

function continueMessage(fields: Map<string, string>, line: string): void {
  const last = [...fields.keys()].at(-1);
  if (last !== undefined && guessTarget(last) === 'message')
    fields.set(last, clean(`${fields.get(last)}\n${line}`));
}
