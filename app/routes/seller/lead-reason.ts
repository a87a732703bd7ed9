import type { CheckCode } from '#app/domain/leads/check-result.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { checks } from '#app/words/en/checks.ts';

/** Why a lead was refused, in words; its code is that of the check that refused it. */
export function reasonOf({ reason }: Pick<Lead, 'reason'>): string | null {
  return reason && checks[reason.code as CheckCode](reason.params);
}
