import { domainToASCII } from 'node:url';
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import isEmail from 'validator/lib/isEmail.js';
import type { MxAnswer } from '#app/platform/dns.server.ts';
import type { CertainCode, CheckCode, CheckParams, CheckResult, Harmless } from '../check-result.ts';

export type EmailProblem = 'email_absent' | 'email_no_at' | 'email_too_long' | 'email_invalid';

/** `address` is trimmed, its domain in lower case and in ASCII; the local part is as typed, for it may be case-sensitive. */
export type ParsedEmail = { address: string; local: string; domain: string };

export type EmailFinding = {
  result: CheckResult;
  /** The address to deliver to; null when it is no address. */
  address: string | null;
};

/** RFC 5321, 4.5.3.1.3: a path of 256 octets with its angle brackets. */
const MAX_ADDRESS_CHARACTERS = 254;

/** Providers whose users' typos are worth telling: the field's own and the world's largest. */
const PROVIDERS = words(`
  gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com protonmail.com proton.me
  yandex.ru yandex.com yandex.ua yandex.kz yandex.by mail.ru inbox.ru list.ru internet.ru rambler.ru
  ukr.net meta.ua bigmir.net tut.by mail.kz freemail.hu citromail.hu indamail.hu gmx.net gmx.de web.de
`);

/** Real domains that lie one slip away from a provider. */
const REAL_NEIGHBOURS = new Set(
  words(`
    mail.com email.com ymail.com fmail.com hmail.com email.ru mail.ro mail.rs mail.hu mail.eu mail.kg mail.uz mail.az
    live.co live.cn inbox.lv yandex.uz yandex.kg freemail.ru web.dev
  `),
);

/** Slips of more than one key, slips in names too short to guess at, and other spellings: the domain meant, then these. */
const TYPOS = new Map(
  [
    'gmail.com gmail.ru gmail.ua gmail.kz gmail.by gmail.hu gmai.con gmal.con gmeil.com jmail.com',
    'hotmail.com hotmai.con hotmail.ru',
    'icloud.com icloud.ru icluod.com',
    'mail.ru maill.ru mall.ru mailr.ru mailru.ru meil.ru maul.ru mali.ru',
    'ukr.net urk.net urk.ner ukr.ner ukt.net ukrnet.net ukr.ua',
    'yandex.ru yandeks.ru jandex.ru yndex.ru yande.ru yadnex.ru',
  ].flatMap((line) => {
    const [meant = '', ...typed] = words(line);
    return typed.map((each) => [each, meant] as const);
  }),
);

const SHORTEST_DISTINCT_NAME = 5;

/** Mailboxes of a duty, not of a person (RFC 2142 and the field's habit). */
const ROLES = new Set(
  words(`
    abuse admin administrator billing booking contact contacts feedback hello help helpdesk hostmaster hr info iroda jobs
    kontakt mailer-daemon marketing no-reply noreply office order orders postmaster privacy reception recepcio root sale
    sales secretary security service shop support team test ugyfelszolgalat usenet webmaster welcome www zakaz
  `),
);

/** Top-level names that the public DNS never holds (RFC 6761), so that silence about them is certain too. */
const NEVER_DELEGATED = new Set(['test', 'example', 'invalid', 'localhost']);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** The list's own look-up rebuilds the set of 8,000 at every call. */
const disposable = disposableEmailBlocklistSet();

/**
 * Reads an e-mail address. International domains come out in ASCII (punycode), as DNS and hashing need them.
 * @returns the address, or the problem as a code of the catalogue `checks`
 */
export function parseEmail(raw: string | null): ParsedEmail | { problem: EmailProblem } {
  const text = (raw ?? '').trim().replace(/^mailto:/i, '');
  if (text === '') return { problem: 'email_absent' };
  if (text.length > MAX_ADDRESS_CHARACTERS) return { problem: 'email_too_long' };
  const at = text.lastIndexOf('@');
  if (at < 0) return { problem: 'email_no_at' };
  const local = text.slice(0, at);
  // An empty answer means that the name cannot be written in ASCII, hence is no domain.
  const domain = domainToASCII(text.slice(at + 1).toLowerCase());
  const address = `${local}@${domain}`;
  if (domain === '' || !isEmail(address)) return { problem: 'email_invalid' };
  return { address, local, domain };
}

/**
 * Checks an e-mail address without probing the mailbox. What is certain fails a lead whose only contact it is, and
 * warns beside another contact, by which the person is still reached. Silence of the DNS is `unknown`.
 *
 * @param raw as it was typed; null without one
 * @param mx what the DNS says of the domain
 * @param otherContact whether the lead has another contact that is valid
 * Source: RFC 5321 section 5.1 (implicit MX), RFC 7505 (null MX).
 */
export function checkEmail({
  raw,
  mx,
  otherContact,
}: {
  raw: string | null;
  mx: MxAnswer;
  otherContact: boolean;
}): EmailFinding {
  const parsed = parseEmail(raw);
  if ('problem' in parsed) {
    const { problem } = parsed;
    const result =
      problem === 'email_absent' ? emailResult('unknown', problem) : takesNoMail(otherContact, problem);
    return { result, address: null };
  }
  const { address, domain, local } = parsed;
  return { result: judge(domain, local, settle(mx, domain), otherContact), address };
}

function judge(domain: string, local: string, mx: MxAnswer, otherContact: boolean): CheckResult {
  const meant = meantDomain(domain);
  switch (mx.state) {
    case 'no_domain':
      return meant
        ? takesNoMail(otherContact, 'email_no_domain_meant', { meant })
        : takesNoMail(otherContact, 'email_no_domain');
    case 'null_mx':
      return takesNoMail(otherContact, 'email_null_mx');
    case 'no_mail':
      return takesNoMail(otherContact, 'email_no_mail_host');
    case 'mx':
    case 'address_only':
    case 'no_answer':
      break;
  }
  // Before the disposable list, which holds some typos of the large providers: the slip is the better explanation.
  if (meant) return emailResult('warn', 'email_domain_typo', { meant });
  // It takes mail, for a while at least: who uses one may be meant for real.
  if (isDisposable(domain)) return emailResult('warn', 'email_disposable');
  if (mx.state === 'address_only') return emailResult('warn', 'email_address_only');
  if (ROLES.has(local.toLowerCase().replace(/\+.*$/, ''))) return emailResult('warn', 'email_role');
  if (mx.state === 'no_answer') return emailResult('unknown', 'email_no_answer');
  return emailResult('pass', 'email_valid');
}

function settle(mx: MxAnswer, domain: string): MxAnswer {
  const top = domain.slice(domain.lastIndexOf('.') + 1);
  return mx.state === 'no_answer' && NEVER_DELEGATED.has(top) ? { state: 'no_domain' } : mx;
}

/** Whether the domain, or one that it lies under, is listed. */
function isDisposable(domain: string): boolean {
  if (disposable.has(domain)) return true;
  for (let dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
    if (disposable.has(domain.slice(dot + 1))) return true;
  }
  return false;
}

/** The provider that was probably meant, or null when the domain is not one slip away from any. */
function meantDomain(domain: string): string | null {
  const listed = TYPOS.get(domain);
  if (listed) return listed;
  if (PROVIDERS.includes(domain) || REAL_NEIGHBOURS.has(domain)) return null;
  return PROVIDERS.find((provider) => isOneSlip(domain, provider)) ?? null;
}

/**
 * Whether one key missed, added, changed or swapped with its neighbour makes one name of the other. In a short name only the
 * ending and swaps count: another letter in "live" or "list" makes a word that is somebody's domain.
 */
function isOneSlip(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1 || typed === meant) return false;
  let start = 0;
  while (start < typed.length && typed[start] === meant[start]) start += 1;
  const a = typed.slice(start);
  const b = meant.slice(start);
  if (a.length === b.length && a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2)) return true;
  const nameLength = meant.lastIndexOf('.');
  if (nameLength < SHORTEST_DISTINCT_NAME && start <= nameLength) return false;
  if (a.length !== b.length) return a.length < b.length ? a === b.slice(1) : a.slice(1) === b;
  return a.slice(1) === b.slice(1);
}

/**
 * Providers at whom what follows a plus is an alias. `same` is the name that stands for all of `domains` where they are one
 * mailbox; `dot` is what a dot in the local part amounts to.
 */
const MAILBOX_RULES: readonly { domains: readonly string[]; same: string | null; dot: '' | '-' | '.' }[] = [
  { domains: ['gmail.com', 'googlemail.com'], same: 'gmail.com', dot: '' },
  {
    domains: ['yandex.ru', 'ya.ru', 'yandex.com', 'yandex.ua', 'yandex.kz', 'yandex.by'],
    same: 'yandex.ru',
    dot: '-',
  },
  {
    domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'icloud.com', 'me.com', 'mac.com'],
    same: null,
    dot: '.',
  },
];

/**
 * The mailbox an address stands for, to hash for duplicates and suppression; never to deliver to. Two spellings of one
 * mailbox give one identity: case, and the dots, dashes, plus tags and second domains of the providers that ignore them.
 * @param address as `parseEmail` returns it
 */
export function emailIdentity(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1).toLowerCase();
  // The standard lets case matter in the local part, yet no provider of note makes use of it.
  const local = address.slice(0, at).normalize('NFC').toLowerCase();
  const rule = MAILBOX_RULES.find((each) => each.domains.includes(domain));
  if (!rule) return `${local}@${domain}`;
  const mailbox = local.replace(/(?<=.)\+.*$/, '').replaceAll('.', rule.dot);
  return `${mailbox}@${rule.same ?? domain}`;
}

/** It takes no mail, and refuses a lead that has no other contact. */
function takesNoMail(otherContact: boolean, code: CertainCode, params: CheckParams = {}): CheckResult {
  if (otherContact) return emailResult('warn', code, params);
  return { check: 'email', verdict: 'fail', code, params };
}

function emailResult(verdict: Harmless, code: CheckCode, params: CheckParams = {}): CheckResult {
  return { check: 'email', verdict, code, params };
}
