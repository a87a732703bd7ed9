import ipaddr from 'ipaddr.js';

/** The parts of 16 bits that a provider hands out whole: a /64. */
const NETWORK_PARTS = 4;

/**
 * Whom limits count as one: an IPv4 address, also where it is dressed as IPv6, or the /64 of an IPv6 address, since
 * whoever has one address of it has them all. What is no address counts as it stands.
 */
export function addressBlock(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  const network = new ipaddr.IPv6([...parsed.parts.slice(0, NETWORK_PARTS), 0, 0, 0, 0]);
  return `${network}/64`;
}
