import type { z } from 'zod';
import type { Scope } from '#app/domain/identity/api-key.ts';
import type { Principal } from '#app/domain/identity/authenticate-api-key.server.ts';
import type { Intake, Taken } from '#app/domain/leads/intake.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { ApiRefusal } from './refusals.ts';

/** What a call reaches besides its input. */
export type CallContext = {
  readonly db: Db;
  readonly now: Date;
  /** For the audit: who, and by which request. */
  readonly actor: string;
  readonly origin: string;
  readonly allowPrivateWebhooks: boolean;
  readonly takeLead: (intake: Intake) => Promise<Taken>;
  /** Resolves when the lead is settled, or after `ms`; false at once when too many wait already. */
  readonly settled: (leadId: string, ms: number) => Promise<boolean>;
};

export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'key'; readonly scope: Scope; readonly side: 'seller' | 'buyer' | 'either' };

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

export type CallAnswer = { status: number; body?: unknown; headers?: Record<string, string> };

export type Call<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Headers extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
> = {
  /** Its name in the OpenAPI document and the key of its words. */
  readonly operation: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below /api/v1, parameters in braces. */
  readonly path: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly headers?: Headers;
  readonly body?: Body;
  /** What it answers when it succeeds, by status. */
  readonly answers: Readonly<Record<number, z.ZodType | null>>;
  /** Why it may refuse, besides what every call may. */
  readonly refusals: readonly ApiRefusal[];
  readonly handle: (input: {
    params: Output<Params>;
    query: Output<Query>;
    headers: Output<Headers>;
    body: Output<Body>;
    principal: Principal;
    context: CallContext;
  }) => Promise<CallAnswer>;
};

/** Declares a call; the types of its input follow from its schemas. */
export function defineCall<
  P extends z.ZodType,
  Q extends z.ZodType,
  H extends z.ZodType,
  B extends z.ZodType,
>(call: Call<P, Q, H, B>): Call {
  return call as unknown as Call;
}
