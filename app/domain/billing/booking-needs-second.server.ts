import { isNewAdmin } from '#app/domain/identity/is-new-admin.server.ts';
import type { Currency } from '#app/kernel/money.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import { findBankReferences } from './bank-reference.ts';

/** How many times the limit an admin may read in and book alone within a day, for all organisations together. */
const ALONE_TIMES = 10n;

/**
 * Whether a booking of money at the bank needs a second person: it is above the limit, or lifts above it what was booked for the
 * organisation within a day by one, and nobody but its writer vouches for it. Whoever read a statement in may have written it;
 * a line that does not name the invoice is the writer's word alone, whoever read it in. Many small ones for several
 * organisations are held by a limit of their own.
 */
export async function bookingNeedsSecond(
  tx: PrismaTx,
  input: {
    receipt: {
      readonly text: string;
      readonly createdBy: string;
      readonly amountMinor: bigint;
      readonly currency: string;
    };
    organisationId: string;
    invoiceNumber: string;
    actor: string;
    limitMinor: bigint;
    now: Date;
  },
): Promise<boolean> {
  const { receipt, organisationId, invoiceNumber, actor, limitMinor, now } = input;
  const named = findBankReferences(receipt.text);
  const isNamed = named.length === 1 && named[0] === invoiceNumber;
  const isAlone = receipt.createdBy === actor || !isNamed;
  if (!isAlone && receipt.amountMinor <= limitMinor) return false;
  // Who was made an admin a moment ago by whoever read the statement in is no second person.
  if (!isAlone) return isNewAdmin(tx, { personId: actor, now });
  // Bookings of one organisation, and those of one writer, come after one another: each counts what the others booked.
  for (const whose of [`bank-booking:${organisationId}`, `bank-booking-by:${actor}`])
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext(${whose}))::text`;
  const currency = receipt.currency as Currency;
  const ofOrganisation = await bookedToday(tx, { organisationId, currency, now });
  if (ofOrganisation + receipt.amountMinor > limitMinor) return true;
  const ofWriter = await bookedToday(tx, { createdBy: actor, receipt: { createdBy: actor }, currency, now });
  return ofWriter + receipt.amountMinor > ALONE_TIMES * limitMinor;
}

async function bookedToday(
  tx: PrismaTx,
  {
    now,
    ...which
  }: { now: Date; currency: Currency } & (
    | { organisationId: string }
    | { createdBy: string; receipt: { createdBy: string } }
  ),
): Promise<bigint> {
  const { _sum: booked } = await tx.bankBooking.aggregate({
    where: { ...which, invoiceId: { not: null }, needsSecond: false, createdAt: { gt: after(now, -DAY_MS) } },
    _sum: { amountMinor: true },
  });
  return booked.amountMinor ?? 0n;
}
