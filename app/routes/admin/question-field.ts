/** The name of a field of the question at this place of the form. */
export function fieldOf(index: number, field: string): string {
  return `q${index}.${field}`;
}
