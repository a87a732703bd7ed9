const SITE_MOST = 100;
/** So many figures in a row may be somebody's number. */
const FIGURES = /\d{5}/;
/** Of an internet address and of a machine's own name nothing is told apart by. */
const SITE = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/**
 * The site of an address as it may stand in the clear and be counted by: its host without `www.`. Null for what is none, and for
 * hosts that could hold a number or are longer than 100 letters.
 */
export function siteOf(address: string | null | undefined): string | null {
  if (!address || !URL.canParse(address)) return null;
  const { protocol, hostname } = new URL(address);
  const site = hostname.replace(/^www\./, '');
  if (!/^https?:$/.test(protocol) || site.length > SITE_MOST || FIGURES.test(site)) return null;
  return SITE.test(site) ? site : null;
}
