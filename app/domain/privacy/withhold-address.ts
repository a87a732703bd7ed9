/** An internet address without what tells one connection from its neighbours: the last part of IPv4, all after the third of IPv6. */
export function withholdAddress(address: string): string {
  return address.includes(':')
    ? `${address.split(':').slice(0, 3).join(':')}::…`
    : `${address.split('.').slice(0, 3).join('.')}.…`;
}
