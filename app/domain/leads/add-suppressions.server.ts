import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { pause } from '#app/kernel/time.ts';
import { queryableOf } from '#app/platform/db.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { countSuppressions } from './count-suppressions.server.ts';
import { growLists } from './hold-lists.server.ts';
import { LINE_CHARACTERS_MOST, readSuppressionLine } from './read-suppression-line.ts';
import { LIST_MOST, PLATFORM, type SuppressionReason, UPLOAD_LINES_MOST } from './suppression.ts';
import { suppressionHash } from './suppression-hash.server.ts';

/** Characters read before others get their turn: some milliseconds, however long the lines are. */
const CHARACTERS_AT_ONCE = 2_000;
const ROWS_AT_ONCE = 5_000;
const TIMEOUT_MS = 25_000;

export type Added = {
  /** Contacts that were not on the list. */
  readonly added: number;
  /** Contacts that were. */
  readonly known: number;
  /** Numbers of the first lines of which nothing could be read, and how many there are. */
  readonly unreadLines: readonly number[];
  readonly unread: number;
};

const UNREAD_SHOWN = 10;

/**
 * Puts contacts on a list, all of them or none: plain ones, or SHA-256 hashes of them, one a line. Nothing of them is kept but
 * keyed hashes. Sent again it adds nothing. When it returns, no sale is made any more that the list forbids.
 * @param input.ownerId whose list: an organisation's, or the platform's
 * @param input.country by which national numbers are read; null where there is none
 * @throws Refusal `suppression_empty`, `suppression_too_long`, `suppression_full`
 */
export async function addSuppressions(
  db: Db,
  input: Actor & {
    ownerId: string;
    text: string;
    country: string | null;
    reason: SuppressionReason;
    now: Date;
  },
): Promise<Added> {
  const lines = input.text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  if (lines.length > UPLOAD_LINES_MOST + 1)
    throw new Refusal('suppression_too_long', { most: UPLOAD_LINES_MOST });
  const { hashes, unread } = await readLines(db, lines, input.country);
  if (hashes.size === 0) throw new Refusal('suppression_empty');
  const added = await db.prisma.$transaction(
    async (tx) => {
      const queryable = queryableOf(tx);
      const held = await countSuppressions(queryable, input.ownerId);
      if (held + hashes.size > LIST_MOST) throw new Refusal('suppression_full', { most: LIST_MOST });
      // In the order of the hashes, so that two uploads to one list wait for one another and do not deadlock.
      const sorted = [...hashes].sort();
      let count = 0;
      for (let at = 0; at < sorted.length; at += ROWS_AT_ONCE) {
        const { rows } = await queryable.query<{ added: number }>(
          `WITH added AS (
             INSERT INTO suppression (hash, owner_id, reason, added_by, added_at)
             SELECT decode(h, 'hex'), $2, $3, $4, $5 FROM unnest($1::text[]) WITH ORDINALITY AS g (h, nth) ORDER BY nth
             ON CONFLICT (hash, owner_id) DO NOTHING RETURNING 1)
           SELECT count(*)::int AS added FROM added`,
          [sorted.slice(at, at + ROWS_AT_ONCE), input.ownerId, input.reason, input.actor, input.now],
        );
        count += rows[0]?.added ?? 0;
      }
      await recordAudit(tx, {
        ...input,
        organisationId: input.ownerId === PLATFORM ? null : input.ownerId,
        action: 'suppression.added',
        subjectId: input.ownerId,
        details: { added: count, known: hashes.size - count, unread: unread.length, reason: input.reason },
      });
      await growLists(queryable);
      return count;
    },
    { timeout: TIMEOUT_MS, maxWait: TIMEOUT_MS },
  );
  return {
    added,
    known: hashes.size - added,
    unread: unread.length,
    unreadLines: unread.slice(0, UNREAD_SHOWN),
  };
}

/** The same process answers people and takes leads in: the work is done in pieces. */
async function readLines(
  db: Db,
  lines: readonly string[],
  country: string | null,
): Promise<{ hashes: Set<string>; unread: number[] }> {
  const hashes = new Set<string>();
  const unread: number[] = [];
  let readCharacters = 0;
  for (const [index, line] of lines.entries()) {
    readCharacters += Math.min(line.length, LINE_CHARACTERS_MOST);
    if (readCharacters >= CHARACTERS_AT_ONCE) {
      await pause(0);
      readCharacters = 0;
    }
    if (line.trim() === '') continue;
    const forms = readSuppressionLine(line, country);
    if (forms.length === 0) unread.push(index + 1);
    for (const form of forms) hashes.add(suppressionHash(db.keys.lookup, form).toString('hex'));
  }
  return { hashes, unread };
}
