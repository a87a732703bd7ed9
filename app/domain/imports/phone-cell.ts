const EXPONENT = /^(\d)(?:[.,](\d+))?E\+?(\d{1,2})$/i;
const SEVERAL = /[,;/|]|\s{2,}|\s(?:или|або|or|və|կամ|vagy|эсвэл)\s/;
const LEAST_DIGITS = 9;

/** The digits of a cell, those of a number written with an exponent among them. */
export function phoneDigits(cell: string): string {
  const written = EXPONENT.exec(cell.trim());
  if (written) return expand(written).digits;
  return cell.replace(/\.0+$/, '').replace(/\D/g, '');
}

/**
 * The telephone number of a cell. Spreadsheets show long numbers with an exponent, lead text with an apostrophe and end numbers
 * with `.0`; of several numbers in one cell the first is meant.
 * @returns `isRounded` where the last digits are lost: what is left is somebody else's number
 */
export function readPhoneCell(cell: string): { phone: string; isRounded: boolean } {
  const text = cell
    .replace(/[\u00a0\u202f\u2007]/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .trim()
    .replace(/^'/, '');
  const written = EXPONENT.exec(text);
  if (written) {
    const { digits, isWhole } = expand(written);
    return { phone: digits, isRounded: !isWhole };
  }
  const parts = text.split(SEVERAL).filter((part) => part.replace(/\D/g, '').length >= LEAST_DIGITS);
  const first = parts.length > 1 ? (parts[0] ?? text) : text;
  return { phone: /^\d+\.0+$/.test(first) ? first.replace(/\.0+$/, '') : first.trim(), isRounded: false };
}

/** `3.80501234567E+11` has all of its digits, `3.80501E+11` six of twelve. */
function expand([, first = '', more = '', exponent = '']: RegExpExecArray) {
  const places = Number(exponent);
  return {
    digits: (first + more).padEnd(places + 1, '0').slice(0, places + 1),
    isWhole: more.length >= places || (more.replace(/0+$/, '') === '' && places < 4),
  };
}
