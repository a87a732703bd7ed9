import { type PersonReceipt, type PersonWords, personReceipt, personWords } from './en/person.ts';
import { personWords as hungarian, personReceipt as hungarianReceipt } from './hu/person.ts';
import { personWords as russian, personReceipt as russianReceipt } from './ru/person.ts';
import { personWords as ukrainian, personReceipt as ukrainianReceipt } from './uk/person.ts';

/** The languages in which persons read about their data, as ISO 639-1 names them. */
export const PERSON_LANGUAGES = ['en', 'uk', 'ru', 'hu'] as const;
export type PersonLanguage = (typeof PERSON_LANGUAGES)[number];

const WORDS: Readonly<Record<PersonLanguage, PersonWords>> = {
  en: personWords,
  uk: ukrainian,
  ru: russian,
  hu: hungarian,
};

const RECEIPTS: Readonly<Record<PersonLanguage, PersonReceipt>> = {
  en: personReceipt,
  uk: ukrainianReceipt,
  ru: russianReceipt,
  hu: hungarianReceipt,
};

/** What a person's page says in a language. */
export function personWordsIn(language: PersonLanguage): PersonWords {
  return WORDS[language];
}

/** The first of the languages that a person's page can be read in; English where none is. */
export function personLanguageOf(languages: readonly (string | null | undefined)[]): PersonLanguage {
  const known = languages.flatMap((language) => {
    const bare = language?.toLowerCase().split('-')[0];
    return PERSON_LANGUAGES.find((one) => one === bare) ?? [];
  });
  return known[0] ?? 'en';
}

/** The message with the link to a person's page, for who left a telephone number only. @param url the whole address */
export function receiptMessageIn(language: string, url: string): string {
  return RECEIPTS[personLanguageOf([language])].message(url);
}

/** The mail with the link to a person's page, in the language that they used. */
export function receiptIn(language: string, path: string) {
  const spoken = personLanguageOf([language]);
  const { subject, lines, link, signature } = RECEIPTS[spoken];
  return { subject, lines, link: { label: link, path }, signature, language: spoken };
}
