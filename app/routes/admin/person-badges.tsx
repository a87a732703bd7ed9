import type { ListedPerson } from '#app/domain/identity/read-people.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { adminWords } from '#app/words/en/admin.ts';

const words = adminWords.states;

/** What is out of the ordinary about a person. */
export function PersonBadges({ person }: { person: ListedPerson }) {
  const { platformRole } = person;
  return (
    <span className="inline-flex flex-wrap justify-end gap-1 md:justify-start">
      {platformRole && <Badge tone="blue">{adminWords.platformRoles[platformRole]}</Badge>}
      {platformRole && !person.hasSecondFactor && <Badge tone="amber">{words.noSecondFactor}</Badge>}
      {!person.emailConfirmed && <Badge tone="neutral">{words.unconfirmed}</Badge>}
      {person.disabledAt && <Badge tone="red">{words.disabled}</Badge>}
    </span>
  );
}
