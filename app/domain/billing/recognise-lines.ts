import type { BankLine } from './bank-line.ts';
import { bareOf, type KnownLine, LIKENESSES, type Likeness, likenessOf } from './same-line.ts';

/** What a line of a statement is: a known one, or a new one, that may look like one that is known. */
export type Recognised =
  | { readonly kind: 'known'; readonly id: string; readonly isByKey: boolean }
  | { readonly kind: 'new'; readonly resemblesId: string | null };

export type KeptLine = { readonly id: string; readonly unitId: string; readonly isOwn: boolean };

/**
 * Says of each line of a statement whether it is known already. Each known line is one line of the statement at most: two payments
 * of a day that look alike are two, in whichever export, and the third is new. What only looks like a known line, of which no
 * other line is certain, is new and says so.
 * @param input.keys by which the lines are known again in their own format
 * @param input.find the line that has a key: of its own, or as another name. `unitId` is the known line that it is one with
 */
export function recogniseLines(input: {
  lines: readonly BankLine[];
  keys: readonly string[];
  source: 'csv' | 'camt053';
  known: readonly KnownLine[];
  find: (key: string) => KeptLine | null;
}): Recognised[] {
  const { lines, keys, source, known, find } = input;
  const found = new Map<number, Recognised>();
  const taken = new Set<string>();
  for (const isOwn of [true, false])
    for (const at of lines.keys()) {
      const hit = find(keys[at] ?? '');
      if (hit?.isOwn !== isOwn || taken.has(hit.unitId)) continue;
      taken.add(hit.unitId);
      found.set(at, { kind: 'known', id: hit.id, isByKey: true });
    }
  const take = (at: number, id: string) => {
    taken.add(id);
    found.set(at, { kind: 'known', id, isByKey: false });
  };
  // Nearly all lines say the same in both: they need not be compared with all others of their amount.
  for (const signsOf of [referencesOf, wordsOf]) {
    const bySign = Map.groupBy(
      known.flatMap((one) => signsOf(one).map((sign) => ({ sign, one }))),
      ({ sign }) => sign,
    );
    for (const [at, line] of lines.entries()) {
      if (found.has(at)) continue;
      const like = signsOf({ ...line, names: [line] })
        .flatMap((sign) => bySign.get(sign) ?? [])
        .map(({ one }) => one)
        .find((one) => !taken.has(one.id) && isSure(likenessOf(line, one, source)));
      if (like) take(at, like.id);
    }
  }
  const alike = Map.groupBy(
    known.filter(({ id }) => !taken.has(id)),
    sumOf,
  );
  const pairs = lines.flatMap((line, at) =>
    found.has(at)
      ? []
      : (alike.get(sumOf(line)) ?? [])
          .map((one) => ({
            ...{ at, id: one.id, likeness: likenessOf(line, one, source) },
            isVerbatim: bareOf(line.text) === bareOf(one.text),
          }))
          .filter(({ likeness }) => likeness !== 'other'),
  );
  const inOrder = pairs.toSorted(
    (a, b) =>
      rankOf(a.likeness) - rankOf(b.likeness) || Number(b.isVerbatim) - Number(a.isVerbatim) || a.at - b.at,
  );
  for (const { at, id, likeness } of inOrder) {
    if (!found.has(at) && !taken.has(id) && isSure(likeness)) take(at, id);
  }
  for (const { at, id } of inOrder)
    if (!found.has(at) && !taken.has(id)) found.set(at, { kind: 'new', resemblesId: id });
  return lines.map((_, at) => found.get(at) ?? { kind: 'new', resemblesId: null });
}

const isSure = (likeness: Likeness) => likeness === 'same_reference' || likeness === 'same';
const rankOf = (likeness: Likeness) => LIKENESSES.indexOf(likeness);
const sumOf = ({ currency, amountMinor }: BankLine) => `${currency}:${amountMinor}`;

type Named = BankLine & { readonly names: readonly { readonly bankReference: string | null }[] };
const dayOf = (line: BankLine) => `${sumOf(line)}:${line.bookedOn.getTime()}`;
const referencesOf = (line: Named) =>
  line.names.flatMap(({ bankReference }) =>
    bankReference === null ? [] : [`${dayOf(line)}:${bareOf(bankReference)}`],
  );
const wordsOf = (line: Named) => [`${dayOf(line)}:${bareOf(line.payer)}:${bareOf(line.text)}`];
