/** Where a market's outlook is asked for by mail. */
export function outlookHref(market: { niche: string; region: string; currency: string }): string {
  return `/account/outlooks?${new URLSearchParams(market)}`;
}
