/** By what a seller's leads are laid side by side. */
export const ACCEPTANCE_BY = [
  'traffic',
  'campaign',
  'channel',
  'referrer',
  'sub1',
  'sub2',
  'sub3',
  'sub4',
  'sub5',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'check',
] as const;
export type AcceptanceBy = (typeof ACCEPTANCE_BY)[number];

/** How leads of one source fared, or what one check found of all. */
export type AcceptanceLine = {
  /** The seller's own tag, empty where they gave none; the name of the check, by check. */
  readonly key: string;
  /** Leads with a verdict; by check, leads that it was run on. */
  readonly sent: number;
  /** Of these not refused; by check, not failed by it. */
  readonly accepted: number;
  /** Of the accepted sold at least once. */
  readonly sold: number;
  /** By check: leads that it warned of; else 0. */
  readonly warned: number;
  /** The same in the period before, of the same length. */
  readonly before: { readonly sent: number; readonly accepted: number };
};

/** One bar of the trend. */
export type AcceptanceStep = { readonly from: Date; readonly sent: number; readonly accepted: number };

/** Of fewer leads than this, a share says next to nothing of its change. */
const LEAST_SAMPLE = 20;

/** By how much the share of accepted leads moved since the period before, from -1 to 1; null where either had too few. */
export function changeOf({ sent, accepted, before }: AcceptanceLine): number | null {
  if (sent < LEAST_SAMPLE || before.sent < LEAST_SAMPLE) return null;
  return accepted / sent - before.accepted / before.sent;
}
