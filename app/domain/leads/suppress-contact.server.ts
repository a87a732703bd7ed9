import type { Queryable } from '#app/platform/db.server.ts';
import { parseEmail } from './checks/check-email.ts';
import { keptForm } from './checks/suppression-forms.ts';
import type { Contact } from './contact.ts';
import { PLATFORM, type SuppressionReason } from './suppression.ts';
import { suppressionHash } from './suppression-hash.server.ts';

/**
 * Puts a contact on the exchange's own suppression list, phone and e-mail both, in the caller's transaction. Put there again it
 * stays as it was.
 */
export async function suppressContact(
  tx: Queryable,
  input: {
    lookupKey: Buffer;
    contact: Pick<Contact, 'phoneE164' | 'email'>;
    reason: SuppressionReason;
    addedBy: string;
    now: Date;
  },
): Promise<void> {
  const { phoneE164, email } = input.contact;
  const parsed = parseEmail(email);
  const forms = [
    ...(phoneE164 ? [keptForm({ phoneE164 })] : []),
    ...('problem' in parsed ? [] : [keptForm({ email: parsed.address })]),
  ];
  await tx.query(
    `INSERT INTO suppression (hash, owner_id, reason, added_by, added_at)
     SELECT decode(h, 'hex'), '${PLATFORM}', $2, $3, $4 FROM unnest($1::text[]) h ORDER BY h ON CONFLICT DO NOTHING`,
    [
      forms.map((form) => suppressionHash(input.lookupKey, form).toString('hex')),
      input.reason,
      input.addedBy,
      input.now,
    ],
  );
}
