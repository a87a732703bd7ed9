/** Begins with one slash, and holds nothing that a browser would read as the start of a host or throw away. */
const PATH = /^\/(?![/\\])[^\\\p{Cc}\s]*$/u;

/** A page of our own to go on to, or null: a link to the log-in must not be able to lead elsewhere. */
export function ownPath(text: string | null): string | null {
  if (!text || text.length > 2_000 || !PATH.test(text)) return null;
  const url = URL.parse(text, 'http://own.invalid');
  return url && url.host === 'own.invalid' && !url.pathname.startsWith('//')
    ? url.pathname + url.search
    : null;
}
