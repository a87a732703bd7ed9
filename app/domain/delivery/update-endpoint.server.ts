import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Endpoint, Event } from './endpoint.ts';
import { toEndpoint } from './endpoint-row.ts';
import { failPending } from './fail-pending.server.ts';
import { checkWebhookUrl } from './webhook-url.ts';

/**
 * Changes what is given of an endpoint. Disabled, what still waits for it fails; set active again, it gets what happens from then on.
 * @throws Refusal `endpoint_unknown` and those of `checkWebhookUrl`
 */
export async function updateEndpoint(
  db: Db,
  input: Actor & {
    organisationId: string;
    endpointId: string;
    change: { url?: string; events?: readonly Event[]; status?: Endpoint['status'] };
    allowPrivate: boolean;
    now: Date;
  },
): Promise<Endpoint> {
  const { url, events, status } = input.change;
  return db.prisma.$transaction(async (tx) => {
    const row = await tx.endpoint.findFirst({
      where: { id: input.endpointId, organisationId: input.organisationId, kind: 'webhook', deletedAt: null },
    });
    if (!row) throw new Refusal('endpoint_unknown');
    const after = await tx.endpoint.update({
      where: { id: row.id },
      data: {
        ...(url === undefined ? {} : { url: checkWebhookUrl(url, input.allowPrivate).href }),
        ...(events === undefined ? {} : { events: [...events] }),
        ...(status === undefined ? {} : { status, statusReason: null }),
      },
    });
    if (status === 'disabled') await failPending(tx, row.id);
    await recordAudit(tx, {
      ...input,
      action: 'endpoint.changed',
      subjectId: row.id,
      details: { events, status, ...(url === undefined ? {} : hosts(row, after)) },
    });
    return toEndpoint(after);
  });
}

/** The host says where events went and go; a path or a query may hold a receiver's secret. */
function hosts(before: { url: string }, after: { url: string }) {
  return { hostBefore: new URL(before.url).host, hostAfter: new URL(after.url).host };
}
