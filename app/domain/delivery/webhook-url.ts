import ipaddr from 'ipaddr.js';
import { Refusal } from '#app/kernel/refusal.ts';

/**
 * Whether an address is one of the public internet: not private, loopback, link-local, shared or reserved, and not
 * such a one dressed as IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.process(address).range() === 'unicast';
}

/** The host of a URL without the brackets of IPv6. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/**
 * A URL that events may be sent to. Names are resolved and judged when an event is sent, not here.
 * @throws Refusal `url_invalid`, `url_not_https`, `url_has_credentials`, `url_private`
 */
export function checkWebhookUrl(text: string, allowPrivate: boolean): URL {
  const url = URL.parse(text);
  if (!url || !['https:', 'http:'].includes(url.protocol)) throw new Refusal('url_invalid');
  if (url.protocol === 'http:' && !allowPrivate) throw new Refusal('url_not_https');
  if (url.username || url.password) throw new Refusal('url_has_credentials');
  const host = hostOf(url);
  if (
    !allowPrivate &&
    ((ipaddr.isValid(host) && !isPublicAddress(host)) || /^localhost$|\.localhost$/i.test(host))
  ) {
    throw new Refusal('url_private');
  }
  return url;
}
