import type { Reference } from '#app/domain/catalog/reference.ts';
import type { InboxItem } from '#app/domain/inbox/read-inbox.server.ts';
import { respondWithinMs } from '#app/domain/inbox/respond-within.ts';
import { CLOSED_STATES } from '#app/domain/inbox/work.ts';
import type { Disclosed } from '#app/domain/leads/contact.ts';
import { newId } from '#app/kernel/ids.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { sayTime } from './say-time.ts';

export type LeadLine = ReturnType<typeof toLeadLine>;

/** A bought lead as it stands in a list and at the head of its page. */
export function toLeadLine(
  reference: Reference,
  { sale, lead, work }: InboxItem,
  seen: {
    contact: Disclosed | null;
    /** The person withdrew, and the buyer has not said yet that its copies are erased. */
    owesErasure: boolean;
    nameOf: ReadonlyMap<string, string>;
    now: Date;
    timezone: string;
  },
) {
  const { contact, now, timezone } = seen;
  const isErased = contact === null;
  const isOpen = !isErased && sale.status !== 'refunded' && !CLOSED_STATES.includes(work.state);
  const phone = contact?.phoneE164 ?? contact?.phone ?? null;
  const waitedMs = now.getTime() - sale.soldAt.getTime();
  const standardMs = respondWithinMs(lead.channel);
  return {
    saleId: sale.id,
    /** Of what is logged by the forms that are made with this line: sent twice, it is logged once. */
    entryId: newId('work', now.getTime()),
    isErased,
    hasWithdrawn: lead.status === 'withdrawn',
    owesErasure: seen.owesErasure,
    name: contact?.name ?? null,
    phone,
    email: contact?.email ?? null,
    message: contact?.message ?? null,
    /** How somebody is tried who is tried from here. */
    channel: phone || !contact?.email ? ('call' as const) : ('email' as const),
    niche: nicheNameOf(reference, lead.niche),
    place: regionNameOf(reference, lead.placeCode),
    temperature: lead.temperature,
    score: lead.score,
    state: work.state,
    junkReason: work.junkReason,
    saleStatus: sale.status,
    soldAt: sale.soldAt,
    isOpen,
    attemptCount: work.attemptCount,
    next:
      isOpen && work.nextAction && work.nextAt
        ? {
            action: work.nextAction,
            when: sayTime(work.nextAt, timezone, now),
            isDue: work.nextAt <= now,
          }
        : null,
    waiting:
      isOpen && work.firstTriedAt === null
        ? { ms: waitedMs, standardMs, isLate: waitedMs > standardMs }
        : null,
    ownerName: work.ownerId === null ? null : (seen.nameOf.get(work.ownerId) ?? null),
  };
}
