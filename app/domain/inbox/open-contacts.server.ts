import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { readBoughtSales } from '#app/domain/exchange/read-bought-sales.server.ts';
import type { Disclosed } from '#app/domain/leads/contact.ts';
import { discloseContacts } from '#app/domain/leads/disclose-contacts.server.ts';
import type { ReadingWay } from '#app/domain/leads/reading.ts';
import type { Db } from '#app/platform/platform.server.ts';

/**
 * The contacts of bought leads, by sale, for somebody to see. Who saw whose is kept: once for each person, sale and day.
 * @param input.startOfDay of the reader's own day
 * @returns nothing for sales that the organisation did not buy, or whose lead was erased
 */
export async function openContacts(
  db: Db,
  input: Actor & {
    organisationId: string;
    saleIds: readonly string[];
    startOfDay: Date;
    way?: ReadingWay;
    now: Date;
  },
): Promise<Map<string, Disclosed>> {
  const sales = await readBoughtSales(db, input);
  const contacts = await discloseContacts(db, {
    way: input.way ?? 'page',
    why: 'bought',
    reader: input.actor,
    organisationId: input.organisationId,
    occasion: input.startOfDay.toISOString(),
    origin: input.origin,
    leads: sales.map(({ id, leadId }) => ({ leadId, saleId: id })),
    now: input.now,
  });
  return new Map(
    sales.flatMap(({ id, leadId }) => {
      const contact = contacts.get(leadId);
      return contact ? [[id, contact] as const] : [];
    }),
  );
}
