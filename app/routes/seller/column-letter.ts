/** How a spreadsheet calls its column, counted from 0. */
export function columnLetter(column: number): string {
  const rest = Math.floor(column / 26);
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCharCode(65 + (column % 26));
}

/** The field of the form that says what a column holds. */
export const columnField = (column: number): string => `column_${column}`;
