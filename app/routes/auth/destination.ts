import type { Visitor } from '#app/domain/identity/visitor.ts';
import { homeOf } from '../home.ts';

/**
 * Where somebody goes who has just logged in: to what is still asked of them, else on to where they wanted.
 * @param next a page of our own, or null
 */
export function destinationOf(visitor: Visitor, next: string | null): string {
  if (!visitor.isComplete) return next ? `/log-in/code?${new URLSearchParams({ next })}` : '/log-in/code';
  // An invitation's link proves the address by itself.
  if (!visitor.person.emailConfirmed && !next?.startsWith('/invitation?')) return '/confirm-email';
  return next ?? homeOf(visitor);
}
