import { readDeliveries } from '#app/domain/delivery/read-deliveries.server.ts';
import { isId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { StateOf } from '#app/ui/states.ts';

const PAGE_SIZE = 20;

/** A page of what was sent to a webhook, newest first. @param input.before where to read on */
export async function readDeliveryLog(
  db: Db,
  input: {
    organisationId: string;
    endpointId: string;
    kind?: 'webhook' | 'postback';
    before: string | null;
  },
) {
  const { before } = input;
  const rows = await readDeliveries(db, {
    ...input,
    limit: PAGE_SIZE + 1,
    before: before !== null && isId('dlv', before) ? before : null,
  });
  const shown = rows.slice(0, PAGE_SIZE);
  return {
    deliveries: shown.map(({ id, event, status, createdAt, nextAttemptAt, attempts }) => ({
      id,
      event,
      status: status as StateOf<'delivery'>,
      createdAt,
      nextAttemptAt: status === 'pending' ? nextAttemptAt : null,
      attempts,
    })),
    next: rows.length > PAGE_SIZE ? (shown.at(-1)?.id ?? null) : null,
  };
}

export type DeliveryLogPage = Awaited<ReturnType<typeof readDeliveryLog>>;
