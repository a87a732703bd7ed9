import { randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { lookupHash } from '#app/platform/crypto.server.ts';

const NONCE_BYTES = 12;

/** What was handed out with a form: to which version it belongs, when, and what tells it from all others. */
export type FormToken = {
  readonly formId: string;
  readonly version: number;
  readonly issuedAt: Date;
  readonly nonce: string;
};

const payload = z.tuple([z.string(), z.number().int(), z.number().int(), z.string()]);

/** A token that no one else can make. Nothing is kept of it: it says itself when it was made. */
export function issueFormToken(
  key: Buffer,
  input: { formId: string; version: number; now: Date },
): { text: string; token: FormToken } {
  const token = {
    formId: input.formId,
    version: input.version,
    issuedAt: input.now,
    nonce: randomBytes(NONCE_BYTES).toString('base64url'),
  };
  const body = Buffer.from(
    JSON.stringify([token.formId, token.version, token.issuedAt.getTime(), token.nonce]),
  ).toString('base64url');
  return { text: `${body}.${macOf(key, body).toString('base64url')}`, token };
}

/** What a token says, or null where it is none of ours. */
export function readFormToken(key: Buffer, text: string): FormToken | null {
  const [body = '', mac = ''] = text.split('.');
  const given = Buffer.from(mac, 'base64url');
  const right = macOf(key, body);
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const parsed = payload.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  if (!parsed.success) return null;
  const [formId, version, issuedAt, nonce] = parsed.data;
  return { formId, version, issuedAt: new Date(issuedAt), nonce };
}

function macOf(key: Buffer, body: string): Buffer {
  return lookupHash(key, 'form-token', body);
}
