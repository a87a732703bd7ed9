const PERCENT = /^(\d{1,2})(?:[.,](\d{1,2}))?$/;
const MOST_BASIS_POINTS = 5_000;

/** A percentage as people type it, `7.5` or `12,25 %`, in hundredths of a percent; null where it is none from 0 to 50. */
export function readPercent(text: string): number | null {
  const found = PERCENT.exec(text.trim().replace(/\s*%$/, ''));
  if (!found) return null;
  const basisPoints = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return basisPoints <= MOST_BASIS_POINTS ? basisPoints : null;
}
