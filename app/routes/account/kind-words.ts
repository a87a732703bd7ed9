import type { OrganisationAccount } from '#app/domain/billing/accounts.ts';
import { paperWords as words } from '#app/words/en/papers.ts';

/** What a movement was for, as the holder of the account reads it; a kind without words here is called by its name. */
export function kindWords(kind: string, account: OrganisationAccount): string {
  const isOfWallet = account === 'spendable' || account === 'reserved';
  const known: Readonly<Record<string, string>> = isOfWallet
    ? { ...words.kinds, ...words.ofWallet }
    : words.kinds;
  return Object.hasOwn(known, kind) ? (known[kind] ?? kind) : words.kindUnknown(kind);
}
