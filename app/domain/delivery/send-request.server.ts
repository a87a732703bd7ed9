import { lookup as resolveName } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { Agent, request } from 'undici';
import { hostOf, isPublicAddress } from './webhook-url.ts';

const TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** Refuses a name that leads to this machine or its network, at the moment of connecting: an earlier look could be outdated. */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    if (addresses.some(({ address }) => !isPublicAddress(address))) return callback(new PrivateAddress(), []);
    const [first] = addresses;
    if (options.all || !first) return callback(null, addresses);
    return callback(null, first.address, first.family);
  });
};

class PrivateAddress extends Error {
  readonly code = 'private_address';
}

const agents = {
  public: new Agent({ connect: { lookup: lookupPublic, timeout: CONNECT_TIMEOUT_MS }, connections: 32 }),
  any: new Agent({ connect: { timeout: CONNECT_TIMEOUT_MS }, connections: 32 }),
};

export type PostResult = {
  readonly httpStatus: number | null;
  readonly errorCode: string | null;
  readonly retryAfterMs: number | null;
  readonly durationMs: number;
};

/** Sends one request. What the receiver answers is not read: it may repeat the contact. Redirects are not followed. */
export async function sendRequest(input: {
  method: 'POST' | 'GET';
  url: string;
  headers: Record<string, string>;
  body: string | null;
  allowPrivate: boolean;
}): Promise<PostResult> {
  const startedMs = performance.now();
  const spent = () => Math.round(performance.now() - startedMs);
  try {
    const host = hostOf(new URL(input.url));
    if (!input.allowPrivate && ipaddr.isValid(host) && !isPublicAddress(host)) throw new PrivateAddress();
    const response = await request(input.url, {
      method: input.method,
      headers: input.headers,
      body: input.body,
      dispatcher: input.allowPrivate ? agents.any : agents.public,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body.dump({ limit: 16_384 });
    const seconds = Number(response.headers['retry-after']);
    return {
      httpStatus: response.statusCode,
      errorCode: null,
      retryAfterMs: Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : null,
      durationMs: spent(),
    };
  } catch (error) {
    return { httpStatus: null, errorCode: codeOf(error), retryAfterMs: null, durationMs: spent() };
  }
}

function codeOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string };
  return String(code ?? name ?? 'unknown').slice(0, 64);
}
