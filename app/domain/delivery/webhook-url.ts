import ipaddr from 'ipaddr.js';
import { Refusal } from '#app/kernel/refusal.ts';

/** IPv4 addresses in the last bits of IPv6, deprecated by RFC 4291 2.5.5.1; the library takes them for unicast. */
const V4_COMPATIBLE: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('::'), 96];

/**
 * Whether an address is one of the public internet: not private, loopback, link-local, shared or reserved, and not
 * such a one dressed as IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !(parsed.kind() === 'ipv6' && parsed.match(V4_COMPATIBLE));
}

/** The host of a URL without the brackets of IPv6 and the dot that may end a name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$|\.+$/g, '');
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
