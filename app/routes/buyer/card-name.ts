import { cardWords } from '#app/words/en/cards.ts';

/** A card as its owner knows it: `Visa ending in 4242`. */
export function cardName(card: { readonly brand: string | null; readonly last4: string | null }): string {
  return cardWords.name(card.brand, card.last4);
}
