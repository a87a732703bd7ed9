/** A link that writes to an address, and does nothing else: what follows a question mark in it would be further receivers and a text. */
export function mailLink(email: string): string {
  return `mailto:${encodeURIComponent(email).replaceAll('%40', '@')}`;
}
