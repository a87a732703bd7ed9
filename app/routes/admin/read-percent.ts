const PERCENT = /^(\d{1,2})(?:[.,](\d{1,2}))?$/;
/** Below a half, so that the share of the smallest price is still one minor unit. */
const MOST_BASIS_POINTS = 4_900;

/** A percentage as people type it, `7.5` or `12,25 %`, in hundredths of a percent; null where it is none from 0 to 49. */
export function readPercent(text: string): number | null {
  const found = PERCENT.exec(text.trim().replace(/\s*%$/, ''));
  if (!found) return null;
  const basisPoints = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return basisPoints <= MOST_BASIS_POINTS ? basisPoints : null;
}
