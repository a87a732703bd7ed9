import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { isMemberOfAny } from '#app/domain/identity/is-member-of-any.server.ts';
import { assert } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { decideDispute } from './decide-dispute.server.ts';
import { type Dispute, mayStillAnswer, type Outcome, REASONING_LEAST } from './dispute.ts';
import { lockUndecided } from './lock-dispute.server.ts';
import { sealWhileKept } from './seal-while-kept.server.ts';
import { readAddresses } from './write-to-sides.server.ts';

/**
 * A moderator's ruling: upheld, the buyer is given the price back; refused, the seller's hold runs on. Of two at once one
 * stands, and the other is told so.
 * @param input.reasoning why, at least 20 characters; both sides read it, and it is sealed
 * @param input.early whether to rule though the seller may still answer
 * @param input.actor the moderator's own id: nobody rules on a case of an organisation of theirs
 * @throws Refusal `dispute_unknown`, `dispute_decided`, `own_case`, `seller_may_still_answer`
 */
export async function ruleDispute(
  db: Db,
  input: Actor & {
    disputeId: string;
    outcome: Outcome;
    reasoning: string;
    early: boolean;
    now: Date;
  },
): Promise<Dispute> {
  const { disputeId, outcome, now } = input;
  assert(input.reasoning.length >= REASONING_LEAST, 'a ruling says why');
  const found = await db.prisma.dispute.findUnique({
    where: { id: disputeId },
    include: { sale: { select: { leadId: true } } },
  });
  if (!found) throw new Refusal('dispute_unknown');
  const { leadId } = found.sale;
  const sealedRuling = await sealWhileKept(db, { leadId, kind: 'ruling', text: input.reasoning });
  const addresses = await readAddresses(db, found);
  return db.prisma.$transaction(async (tx) => {
    const { dispute, sale } = await lockUndecided(tx, disputeId);
    const sides = [dispute.buyerOrganisationId, dispute.sellerOrganisationId];
    if (await isMemberOfAny(tx, { personId: input.actor, organisationIds: sides }))
      throw new Refusal('own_case');
    const isEarly = mayStillAnswer(dispute, now);
    if (isEarly && !input.early) throw new Refusal('seller_may_still_answer');
    return decideDispute(tx, db, {
      ...input,
      dispute,
      sale,
      ruledBy: input.actor,
      write: { sealedRuling },
      organisationId: null,
      details: { early: isEarly },
      addresses,
      outcome,
    });
  });
}
