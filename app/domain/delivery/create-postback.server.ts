import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { checkPostbackUrl, POSTBACKS_LIMIT, type PostbackStatus } from './postback.ts';

/**
 * Sets an address up that is asked, by GET, when something becomes of a lead of one offer or of all.
 * @param input.offerId an offer of the organisation's, or null for all of them
 * @throws Refusal `postbacks_limit`, `offer_id_unknown` and those of `checkPostbackUrl`
 */
export async function createPostback(
  db: Db,
  input: Actor & {
    organisationId: string;
    url: string;
    statuses: readonly PostbackStatus[];
    offerId: string | null;
    allowPrivate: boolean;
    now: Date;
  },
): Promise<string> {
  checkPostbackUrl(input.url, input.allowPrivate);
  const { organisationId, offerId, statuses, now } = input;
  const id = newId('endp', now.getTime());
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const owned = await tx.endpoint.count({ where: { organisationId, kind: 'postback', deletedAt: null } });
    if (owned >= POSTBACKS_LIMIT) throw new Refusal('postbacks_limit', { limit: POSTBACKS_LIMIT });
    if (offerId !== null && !(await tx.offer.findFirst({ where: { id: offerId, organisationId } })))
      throw new Refusal('offer_id_unknown');
    await tx.endpoint.create({
      data: {
        id,
        organisationId,
        offerId,
        kind: 'postback',
        url: input.url,
        events: statuses.map((status) => `postback.${status}`),
        // A GET is not signed: what the tracker knows it by stands in the address.
        sealedSecret: new Uint8Array(),
        status: 'active',
        createdAt: now,
      },
    });
    await recordAudit(tx, {
      ...input,
      action: 'postback.created',
      subjectId: id,
      details: { statuses, offerId },
    });
  });
  return id;
}
