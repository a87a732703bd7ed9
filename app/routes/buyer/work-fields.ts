/** Characters that one note may have. */
export const NOTE_LIMIT = 2_000;

/** The id of a field of the forms about a sale: a page may hold those of many. */
export function fieldId(name: string, saleId: string): string {
  return `${name}-${saleId}`;
}
