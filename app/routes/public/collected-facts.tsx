import type { Disclosed } from '#app/domain/leads/contact.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { type PersonLanguage, personWordsIn } from '#app/words/person.ts';
import { PersonMoment } from './person-moment.tsx';

/** What was collected of a person, as they read it: each thing by its name. */
export type Collected = {
  readonly niche: string;
  readonly place: string;
  readonly by: string;
  readonly receivedAt: Date;
  /** What was collected of themselves; empty once it is erased. */
  readonly own: readonly { readonly term: string; readonly value: string }[];
};

export function toCollected(
  language: PersonLanguage,
  known: Omit<Collected, 'own'>,
  attributes: Readonly<Record<string, unknown>>,
  contact: Disclosed | null,
): Collected {
  const words = personWordsIn(language).collected;
  // Answers without a name are kept for statistics when the person goes, and shown as long as they are.
  const answers = Object.entries({ ...attributes, ...contact?.extraAttributes }).map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const all: [string, string | null | undefined][] = [
    [words.name, contact?.name],
    [words.phone, contact?.phone],
    [words.email, contact?.email],
    [words.message, contact?.message],
    [words.city, contact?.city],
    [words.answers, answers.join('\n')],
    [words.page, contact?.consentUrl ?? contact?.sourceUrl],
    [words.ip, contact?.ip],
    [words.device, contact?.userAgent],
  ];
  return { ...known, own: all.flatMap(([term, value]) => (value ? [{ term, value }] : [])) };
}

export function CollectedFacts({ collected, language }: { collected: Collected; language: PersonLanguage }) {
  const words = personWordsIn(language).collected;
  const { niche, place, by, receivedAt, own } = collected;
  return (
    <DefinitionList
      items={[
        { term: words.what, value: niche },
        { term: words.where, value: place },
        ...own.map(({ term, value }) => ({
          term,
          value: <span className="whitespace-pre-line wrap-anywhere">{value}</span>,
        })),
        { term: words.by, value: by },
        { term: words.at, value: <PersonMoment at={receivedAt} language={language} /> },
      ]}
    />
  );
}
