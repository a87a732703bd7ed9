import { sealNote } from '#app/domain/leads/seal-notes.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { SEALED_TEXTS } from './dispute.ts';

/**
 * Seals what a claim, an answer or a ruling says. A lead that was erased meanwhile keeps no words, but its dispute is ended all the
 * same: money does not wait for ever because a person withdrew.
 * @returns null where nothing was written or nothing can be kept
 */
export async function sealWhileKept(
  db: Db,
  input: { leadId: string; kind: keyof typeof SEALED_TEXTS; text: string },
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!input.text) return null;
  const { leadId, kind, text } = input;
  return sealNote(db, { leadId, name: SEALED_TEXTS[kind], text }).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === 'lead_erased') return null;
    throw error;
  });
}
