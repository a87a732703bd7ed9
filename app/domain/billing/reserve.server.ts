import type { Actor } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { accountOf } from './accounts.ts';
import { lockWallets } from './lock-wallets.server.ts';
import { postTransfers } from './post-transfers.server.ts';
import type { Reservation } from './reservation.ts';

/**
 * Sets money aside in the caller's transaction, so that nothing else spends it until it is posted or voided. The id is the
 * caller's (`rsv`): asked again with the same terms, it changes nothing.
 * @throws Refusal `insufficient_funds`, `money_frozen`, and `transfer_key_reused` when the id stands with other terms
 */
export async function reserve(
  tx: Queryable,
  input: Actor & { reservation: Reservation; now: Date },
): Promise<void> {
  const { id, organisationId, currency, amountMinor, purpose } = input.reservation;
  const wallet = accountOf(organisationId, 'spendable', currency);
  const reserved = accountOf(organisationId, 'reserved', currency);
  // Both, in their order: whoever ends another reservation of this wallet locks the same two.
  const locked = (await lockWallets(tx, [reserved, wallet])).get(wallet);
  const { rows: added } = await tx.query(
    `INSERT INTO reservation (id, organisation_id, currency, amount_minor, purpose, created_at)
     VALUES ($1, $2, $3, $4::bigint, $5, $6::timestamptz) ON CONFLICT (id) DO NOTHING RETURNING id`,
    [id, organisationId, currency, amountMinor, purpose, input.now],
  );
  if (added.length === 0) return refuseOtherTerms(tx, input.reservation);
  if (locked?.frozen) throw new Refusal('money_frozen');
  if ((locked?.heldMinor ?? 0n) < amountMinor) throw new Refusal('insufficient_funds');
  await postTransfers(tx, {
    actor: input.actor,
    origin: input.origin,
    now: input.now,
    transfers: [
      {
        key: `reserve:${id}`,
        kind: 'reserve',
        debitAccountId: wallet,
        creditAccountId: reserved,
        currency,
        amountMinor,
        subjectId: id,
      },
    ],
  });
}

async function refuseOtherTerms(tx: Queryable, asked: Reservation): Promise<void> {
  const { rows } = await tx.query<Omit<Reservation, 'id'>>(
    `SELECT organisation_id AS "organisationId", currency, amount_minor AS "amountMinor", purpose FROM reservation WHERE id = $1`,
    [asked.id],
  );
  const stands = rows[0];
  const isSame =
    stands?.organisationId === asked.organisationId &&
    stands.currency === asked.currency &&
    stands.amountMinor === asked.amountMinor &&
    stands.purpose === asked.purpose;
  if (!isSame) throw new Refusal('transfer_key_reused', { key: `reserve:${asked.id}` });
}
