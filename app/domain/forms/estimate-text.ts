import { MINOR_PER_MAJOR } from '#app/kernel/money.ts';
import type { FormTexts } from '#app/words/en/form-texts.ts';
import type { Estimate } from './estimate.ts';

/** An estimate in the form's words, such as "Estimate: UAH 1,200 to UAH 1,500"; whole units of money, for it is no price. */
export function estimateText(
  spec: {
    readonly language: string;
    readonly texts: Pick<FormTexts, 'estimate' | 'estimate_value'>;
    readonly calculator: { readonly currency: string } | null;
  },
  { lowMinor, highMinor }: Estimate,
): string {
  return `${spec.texts.estimate}: ${estimateValue(spec, { lowMinor, highMinor })}`;
}

/** The same without its name. */
export function estimateValue(
  spec: {
    readonly language: string;
    readonly texts: Pick<FormTexts, 'estimate_value'>;
    readonly calculator: { readonly currency: string } | null;
  },
  { lowMinor, highMinor }: Estimate,
): string {
  const format = new Intl.NumberFormat(spec.language, {
    style: 'currency',
    currency: spec.calculator?.currency ?? 'EUR',
    maximumFractionDigits: 0,
  });
  const major = (minor: bigint) => format.format(Number(minor) / MINOR_PER_MAJOR);
  if (lowMinor === highMinor) return major(lowMinor);
  return spec.texts.estimate_value
    .replace('{low}', () => major(lowMinor))
    .replace('{high}', () => major(highMinor));
}
