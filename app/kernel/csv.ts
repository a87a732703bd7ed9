/** What tells spreadsheets that the text is UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

/** A number stays one; whatever else begins like a formula would be run as one by a spreadsheet. */
const NUMBER = /^-?\d+(\.\d+)?$/;
const FORMULA = /^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]/;
/**
 * Where the semicolon parts cells, as it does in most of Europe, a comma and the quote behind it part nothing: a semicolon or a
 * line's end inside of a cell begins another.
 */
const FORMULA_WITHIN = /([;\t\r\n][\s"]*)(?=[=+\-@|%＝＋－＠])/g;
const QUOTED = /[",\r\n]|^\s|\s$/;

/** One line of a CSV file (RFC 4180), its end among it. What a spreadsheet would take for a formula is led by an apostrophe. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A cell's text as no spreadsheet takes it, or a part of it, for a formula. */
export function withoutFormula(text: string): string {
  const led = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return led.replace(FORMULA_WITHIN, "$1'");
}

function csvCell(text: string): string {
  const safe = withoutFormula(text);
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of CSV for programs: cells stay what they are, whatever a spreadsheet would make of them. */
export function plainCsvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\n`;
}
