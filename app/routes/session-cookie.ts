import { SESSION_COOKIE } from '#app/domain/identity/session-terms.ts';

/** The longest that browsers keep one. How long a session lasts is the server's to say: each use prolongs it. */
const MAX_AGE_S = 400 * 86_400;

/** What the browser holds of its session, from a Cookie header. */
export function readSessionCookie(header: string | null): string | null {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.trim().split('=');
    if (name === SESSION_COOKIE && value) return value;
  }
  return null;
}

/** The header that hands a session to the browser, out of reach of scripts; over https only, where there is https. */
export function sessionCookie(token: string, appUrl: string): string {
  return writeCookie(token, MAX_AGE_S, appUrl);
}

/** The header that takes it back. */
export function noSessionCookie(appUrl: string): string {
  return writeCookie('', 0, appUrl);
}

function writeCookie(value: string, maxAgeS: number, appUrl: string): string {
  const secure = appUrl.startsWith('https:') ? '; Secure' : '';
  return `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeS}${secure}`;
}
