import { Refusal } from '#app/kernel/refusal.ts';
import { seal, unseal, unwrapDataKey } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** A text about a lead's person; `name` says which of its texts it is, so that none can be passed off as another. */
export type SealedNote = {
  readonly leadId: string;
  readonly name: string;
  readonly sealed: Uint8Array | null;
};

/**
 * Seals what somebody writes about a lead's person under the lead's own data key, so that erasing the lead erases it.
 * @throws Refusal `lead_erased` when the key is gone
 */
export async function sealNote(
  db: Db,
  input: { leadId: string; name: string; text: string },
): Promise<Uint8Array<ArrayBuffer>> {
  const key = (await readKeys(db, [input.leadId])).get(input.leadId);
  if (!key) throw new Refusal('lead_erased');
  return new Uint8Array(seal(key, Buffer.from(input.text), contextOf(input)));
}

/** The texts in the order in which they came; null for one of a lead that was erased, or for none. */
export async function openNotes(db: Db, notes: readonly SealedNote[]): Promise<(string | null)[]> {
  const keys = await readKeys(
    db,
    notes.map(({ leadId }) => leadId),
  );
  return notes.map((note) => {
    const key = keys.get(note.leadId);
    return key && note.sealed ? unseal(key, Buffer.from(note.sealed), contextOf(note)).toString() : null;
  });
}

function contextOf(note: { leadId: string; name: string }): string {
  return `${note.leadId}:${note.name}`;
}

async function readKeys(db: Db, leadIds: readonly string[]): Promise<Map<string, Buffer>> {
  const rows = await db.prisma.leadKey.findMany({ where: { leadId: { in: [...new Set(leadIds)] } } });
  return new Map(
    rows.map((row) => [
      row.leadId,
      unwrapDataKey(
        db.keys.encryption,
        { wrappedBy: row.wrappedBy, wrappedKey: Buffer.from(row.wrappedKey) },
        row.leadId,
      ),
    ]),
  );
}
