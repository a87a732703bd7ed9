import type { Visitor } from '#app/domain/identity/visitor.ts';

/** The page with what needs this person now. */
export function homeOf({ organisation, person }: Pick<Visitor, 'organisation' | 'person'>): string {
  if (organisation?.buys) return '/buy';
  if (organisation?.sells) return '/sell';
  if (person.platformRole === 'admin') return '/admin';
  if (person.platformRole === 'moderator') return '/moderate';
  return '/account/organisations';
}
