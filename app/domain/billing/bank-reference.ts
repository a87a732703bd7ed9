/** The part of an invoice's number that counts has six digits. */
const SERIAL_DIGITS = 6;
/** As it is printed. */
const PRINTED = /^BRJ-(\d{4})-(\d{6})-(\d)$/;
/** As it comes back: banks drop dashes and add spaces. What stands right behind it is no further digit; a date may follow. */
const WITHIN = /B[^0-9A-Z]*R[^0-9A-Z]*J((?:[^0-9A-Z]*\d){11})(?!\d)/g;

/**
 * The number by which a transfer is known again, such as `BRJ-2026-000123-7`. Its last digit is a check digit, so that
 * a slip of one digit and two digits that changed places are no number of another invoice.
 * @param serial 1 to 999,999
 */
export function bankReferenceOf(year: number, serial: number): string {
  const digits = `${year}${String(serial).padStart(SERIAL_DIGITS, '0')}`;
  return `BRJ-${digits.slice(0, 4)}-${digits.slice(4)}-${checkDigitOf(digits)}`;
}

/** Whether the text is such a number, its check digit right. */
export function isBankReference(text: string): boolean {
  const [, year = '', serial = '', check = ''] = PRINTED.exec(text) ?? [];
  return year !== '' && checkDigitOf(year + serial) === Number(check);
}

/** The numbers that a payer wrote into the purpose of a transfer, however spaced; those with a wrong check digit are none. */
export function findBankReferences(text: string): string[] {
  const found = [...text.toUpperCase().matchAll(WITHIN)].map(([, said = '']) => {
    const digits = said.replace(/\D/g, '');
    return `BRJ-${digits.slice(0, 4)}-${digits.slice(4, -1)}-${digits.slice(-1)}`;
  });
  return [...new Set(found.filter(isBankReference))];
}

/** Source: ISO 7064, MOD 11,10. */
function checkDigitOf(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10;
}
