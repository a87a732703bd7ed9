import type { Question } from '#app/domain/catalog/question.ts';
import type { Disclosed } from '#app/domain/leads/contact.ts';
import type { Need } from '#app/domain/leads/lead.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
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

/** @param questions of the lead's niche, by whose words its answers are said */
export function toCollected(
  language: PersonLanguage,
  known: Omit<Collected, 'own'>,
  need: Need,
  questions: readonly Question[],
  contact: Disclosed | null,
): Collected {
  const words = personWordsIn(language).collected;
  const days = need.wantedWithinDays;
  const all: [string, string | null | undefined][] = [
    [words.name, contact?.name],
    [words.phone, contact?.phone],
    [words.email, contact?.email],
    [words.message, contact?.message],
    [words.city, contact?.city],
    [words.answers, sayAnswers(language, need.attributes, questions, contact)],
    [words.wanted, days === null ? null : words.withinDays(days)],
    [words.budget, need.budget && formatMoney(need.budget)],
    [words.decides, need.decisionMaker === null ? null : need.decisionMaker ? words.yes : words.no],
    [
      words.language,
      need.language && new Intl.DisplayNames([language], { type: 'language' }).of(need.language),
    ],
    [words.reach, need.preferredChannel && words.ways[need.preferredChannel as keyof typeof words.ways]],
    [words.page, contact?.consentUrl ?? contact?.sourceUrl],
    [words.referrer, contact?.referrer],
    [words.ip, contact?.ip],
    [words.device, contact?.userAgent],
  ];
  return { ...known, own: all.flatMap(([term, value]) => (value ? [{ term, value }] : [])) };
}

/** Answers without a name are kept for statistics when the person goes, and shown as long as they are. */
function sayAnswers(
  language: PersonLanguage,
  attributes: Need['attributes'],
  questions: readonly Question[],
  contact: Disclosed | null,
): string {
  const words = personWordsIn(language).collected;
  const inWords = (label: Readonly<Record<string, string>> | undefined, fallback: string) =>
    label?.[language] ?? label?.en ?? fallback;
  // In the order in which the niche asks; the database keeps none.
  const placeOf = (key: string) => questions.findIndex((one) => one.key === key);
  const inOrder = Object.entries(attributes).sort(([a], [b]) => placeOf(a) - placeOf(b));
  const asked = inOrder.map(([key, answer]) => {
    const question = questions.find((one) => one.key === key);
    const say = (value: string | number | boolean) => {
      if (typeof value === 'boolean') return value ? words.yes : words.no;
      return inWords(question?.options?.find((option) => option.value === value)?.label, String(value));
    };
    const said = (Array.isArray(answer) ? answer : [answer]).map(say).join(', ');
    return `${inWords(question?.label, key)}: ${said}`;
  });
  const others = Object.entries(contact?.extraAttributes ?? {}).map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return [...asked, ...others].join('\n');
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
