import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Verified } from '#app/domain/leads/contact.ts';
import { newId } from '#app/kernel/ids.ts';
import { after, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#app/kernel/time.ts';
import { addressBlock } from '#app/platform/address-block.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import { transact } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { countLimits } from './count-limits.server.ts';
import { type CodeMethod, type FormSpec, textsIn } from './form-spec.ts';
import type { Said } from './read-answers.ts';
import { say } from './say.ts';

/** Of a call they are the end of the number that calls, and providers choose no more of it than four. */
const DIGITS: Readonly<Record<CodeMethod, number>> = { sms: 6, flash_call: 4 };
const LASTS_MS = 10 * MINUTE_MS;
const TRIES_MOST = 5;
/** A short code is guessed sooner. */
const SHORT_TRIES_MOST = 3;
const triesMost = (method: CodeMethod) => (method === 'flash_call' ? SHORT_TRIES_MOST : TRIES_MOST);
/** Between one code and the next. */
const AGAIN_MS = MINUTE_MS;
/** Each message costs money, and is somebody's telephone ringing. */
const CODES_MOST = { number: 4, network: 12, form: 1_000, plain: 100 };

/** What became of asking somebody for the code that their phone was told. */
export type NumberVerdict =
  | { readonly kind: 'verified'; readonly verified: Verified }
  /** A code was told; it is waited for. */
  | { readonly kind: 'asked'; readonly said: Said; readonly isWrong: boolean }
  | { readonly kind: 'refused'; readonly said: Said; readonly status: number };

type Row = {
  id: string;
  code_hash: Buffer;
  tries: number;
  created_at: Date;
  expires_at: Date;
  verified_at: Date | null;
};

export type NumberAsked = {
  readonly form: { readonly id: string; readonly spec: FormSpec };
  /** Of the visitor's open form: a code belongs to it and to the number. */
  readonly nonce: string;
  readonly phoneE164: string;
  /** What was typed; empty where nothing was. */
  readonly code: string;
  /** Whether a new code is asked for. */
  readonly isAgain: boolean;
  readonly address: string;
  /** Whether the sender showed work; who did not is told fewer codes. */
  readonly isProven: boolean;
  readonly now: Date;
};

/**
 * Makes sure that a number is in the hands of whoever fills in the form: tells it a code, and knows it again. A code works for ten
 * minutes, for five tries (three where it is the end of a number that calls), for this form and this number; how many are told has a
 * bound per number, network and form.
 */
export async function verifyNumber(db: Db, input: NumberAsked): Promise<NumberVerdict> {
  const { form, now } = input;
  const { codeMethod } = form.spec;
  if (!db.phone?.methods.includes(codeMethod))
    return { kind: 'refused', said: { text: 'code_none' }, status: 503 };
  const last = await lastCode(db, input);
  const isOver =
    last !== null &&
    last.verified_at === null &&
    (last.tries >= triesMost(codeMethod) || last.expires_at <= now);
  if (last && !isOver && !input.isAgain) {
    if (input.code !== '') return tryCode(db, input, last);
    return { kind: 'asked', said: told(input), isWrong: false };
  }
  const sent = await sendCode(db, input);
  return sent ?? { kind: 'asked', said: isOver ? { text: 'code_over' } : told(input), isWrong: false };
}

function told({ form, phoneE164 }: NumberAsked): Said {
  return { text: `code_sent_${form.spec.codeMethod}`, params: { phone: phoneE164 } };
}

const hashesOf = (db: Db, { nonce, phoneE164 }: NumberAsked) => [
  lookupHash(db.keys.lookup, 'form-nonce', nonce),
  lookupHash(db.keys.lookup, 'phone', phoneE164),
];

async function lastCode(db: Db, input: NumberAsked): Promise<Row | null> {
  const { rows } = await db.pool.query<Row>(
    `SELECT id, code_hash, tries, created_at, expires_at, verified_at FROM phone_code
     WHERE nonce_hash = $1 AND phone_hash = $2 ORDER BY created_at DESC, id DESC LIMIT 1`,
    hashesOf(db, input),
  );
  return rows[0] ?? null;
}

/** A try is counted before it is looked at, so that many at once do not slip through. What was right once stays right. */
async function tryCode(db: Db, input: NumberAsked, last: Row): Promise<NumberVerdict> {
  const { form, now } = input;
  const wrong: NumberVerdict = { kind: 'asked', said: { text: 'code_wrong' }, isWrong: true };
  const counted =
    last.verified_at !== null ||
    (
      await db.pool.query(
        'UPDATE phone_code SET tries = tries + 1 WHERE id = $1 AND tries < $2 AND expires_at > $3',
        [last.id, triesMost(form.spec.codeMethod), now],
      )
    ).rowCount === 1;
  if (!counted) return wrong;
  const given = codeHash(db, last.id, input.code.replace(/\D/g, ''));
  if (!timingSafeEqual(given, last.code_hash)) return wrong;
  await db.pool.query('UPDATE phone_code SET verified_at = $2 WHERE id = $1 AND verified_at IS NULL', [
    last.id,
    now,
  ]);
  return {
    kind: 'verified',
    verified: { method: form.spec.codeMethod, at: (last.verified_at ?? now).toISOString() },
  };
}

/** @returns why none was sent, or null */
async function sendCode(db: Db, input: NumberAsked): Promise<NumberVerdict | null> {
  const { form, phoneE164, now } = input;
  const { codeMethod: method, language } = form.spec;
  const id = newId('code', now.getTime());
  const code = String(randomInt(10 ** DIGITS[method])).padStart(DIGITS[method], '0');
  const waitMs = await keepCode(db, input, id, code);
  if (waitMs > 0)
    return {
      kind: 'asked',
      said: { text: 'code_soon', params: { seconds: Math.ceil(waitMs / SECOND_MS) } },
      isWrong: false,
    };
  const late = await countCode(db, input);
  const forget = () => db.pool.query('DELETE FROM phone_code WHERE id = $1', [id]);
  if (late) {
    await forget();
    return { kind: 'refused', said: late, status: 429 };
  }
  const text = say(textsIn(language), { text: 'code_message', params: { code } });
  const isSent = await db.phone?.send({ id, to: phoneE164, method, code, text }).then(
    () => true,
    (error: unknown) => {
      db.log.warn({ err: error, formId: form.id }, 'a code could not be told by phone');
      return false;
    },
  );
  if (isSent) return null;
  await forget();
  return { kind: 'refused', said: { text: 'code_failed' }, status: 502 };
}

/**
 * Keeps a code before it is told, unless one was told a moment ago: of two that are asked for at once one goes out.
 * @returns how long it is until the next may be told; 0 where this one was kept
 */
function keepCode(db: Db, input: NumberAsked, id: string, code: string): Promise<number> {
  const { form, now } = input;
  const [nonceHash, phoneHash] = hashesOf(db, input);
  return transact(db.pool, async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended(encode($1, $2), 0))', [nonceHash, 'hex']);
    const { rows } = await tx.query<{ created_at: Date }>(
      `SELECT created_at FROM phone_code WHERE nonce_hash = $1 AND phone_hash = $2 AND created_at > $3
         AND tries < $4 ORDER BY created_at DESC LIMIT 1`,
      [nonceHash, phoneHash, after(now, -AGAIN_MS), triesMost(form.spec.codeMethod)],
    );
    if (rows[0]) return Math.max(1, rows[0].created_at.getTime() + AGAIN_MS - now.getTime());
    await tx.query(
      `INSERT INTO phone_code (id, form_id, nonce_hash, phone_hash, method, code_hash, created_at, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        form.id,
        nonceHash,
        phoneHash,
        form.spec.codeMethod,
        codeHash(db, id, code),
        now,
        after(now, LASTS_MS),
      ],
    );
    return 0;
  });
}

function codeHash(db: Db, id: string, code: string): Buffer {
  return lookupHash(db.keys.signing, 'phone-code', `${id} ${code}`);
}

function countCode(db: Db, { form, phoneE164, address, isProven, now }: NumberAsked): Promise<Said | null> {
  const limits = [
    { what: 'code-number', who: phoneE164, limit: CODES_MOST.number, windowMs: HOUR_MS },
    { what: 'code-network', who: addressBlock(address), limit: CODES_MOST.network, windowMs: HOUR_MS },
    ...(isProven ? [] : [{ what: 'code-plain', who: form.id, limit: CODES_MOST.plain, windowMs: DAY_MS }]),
    { what: 'code-form', who: form.id, limit: CODES_MOST.form, windowMs: DAY_MS },
  ];
  return countLimits(db, limits, now);
}
