import { randomBytes } from 'node:crypto';
import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { sealSecret } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { ENDPOINTS_LIMIT, type Endpoint, type Event } from './endpoint.ts';
import { toEndpoint } from './endpoint-row.ts';
import { checkWebhookUrl } from './webhook-url.ts';

const SECRET_BYTES = 32;

/**
 * Registers where events go. The signing secret (`whsec_` and 32 bytes in base64) is returned once and stored sealed.
 * @throws Refusal `endpoints_limit` and those of `checkWebhookUrl`
 */
export async function createEndpoint(
  db: Db,
  input: Actor & {
    organisationId: string;
    url: string;
    events: readonly Event[];
    allowPrivate: boolean;
    now: Date;
  },
): Promise<{ endpoint: Endpoint; secret: string }> {
  const url = checkWebhookUrl(input.url, input.allowPrivate);
  const id = newId('endp', input.now.getTime());
  const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${input.organisationId} FOR NO KEY UPDATE`;
    const owned = await tx.endpoint.count({
      where: { organisationId: input.organisationId, kind: 'webhook', deletedAt: null },
    });
    if (owned >= ENDPOINTS_LIMIT) throw new Refusal('endpoints_limit', { limit: ENDPOINTS_LIMIT });
    const row = await tx.endpoint.create({
      data: {
        id,
        organisationId: input.organisationId,
        url: url.href,
        events: [...input.events],
        sealedSecret: new Uint8Array(sealSecret(db.keys.encryption, secret, id)),
        status: 'active',
        createdAt: input.now,
      },
    });
    await recordAudit(tx, {
      ...input,
      action: 'endpoint.created',
      subjectId: id,
      details: { events: input.events },
    });
    return { endpoint: toEndpoint(row), secret };
  });
}
