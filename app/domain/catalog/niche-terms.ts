import { createHash } from 'node:crypto';
import type { Niche as NicheRow } from '#app/platform/generated/prisma/client.ts';
import type { Question } from './question.ts';
import type { Trade } from './reference.ts';

/** What of a niche does not come with a release alone. */
export type NicheTerms = {
  readonly feeBasisPoints: number;
  readonly trade: Trade;
  readonly questions: readonly Question[];
};

export function termsOf(row: NicheRow): NicheTerms {
  return {
    feeBasisPoints: row.feeBasisPoints,
    trade: row.trade as Trade,
    questions: row.questions as unknown as Question[],
  };
}

/** By what to tell whether somebody changed the terms meanwhile. */
export function versionOf(row: NicheRow): string {
  return createHash('sha256')
    .update(JSON.stringify([row.feeBasisPoints, row.trade, row.questions]))
    .digest('base64url');
}
