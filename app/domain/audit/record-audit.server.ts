import type { PrismaTx } from '#app/platform/db.server.ts';

/** Who acts and from where: a key or a person, a job, and the request or job it came by. */
export type Actor = { readonly actor: string; readonly origin: string };

/** Adds one row in the caller's transaction. `details` may not hold contact data. */
export async function recordAudit(
  tx: PrismaTx,
  input: Actor & {
    organisationId: string | null;
    action: string;
    subjectId: string;
    details: Record<string, unknown>;
    now: Date;
  },
): Promise<void> {
  await tx.auditEntry.create({
    data: {
      at: input.now,
      actor: input.actor,
      organisationId: input.organisationId,
      action: input.action,
      subjectId: input.subjectId,
      details: plain(input.details),
      origin: input.origin,
    },
  });
}

/** JSON has no bigint; an amount is written as a string, as in the API. */
function plain(details: Record<string, unknown>): object {
  return JSON.parse(
    JSON.stringify(details, (_key, value) => (typeof value === 'bigint' ? value.toString() : value)),
  );
}
