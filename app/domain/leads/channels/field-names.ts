import { foldText } from '#app/domain/catalog/fold-text.ts';

/** What a sender's field can be here; `attributes.` and a key is an answer to a question of the niche. */
export const TARGETS = [
  'name',
  'first_name',
  'last_name',
  'phone',
  'email',
  'message',
  'region',
  'city',
  'language',
  'campaign',
  'sub1',
  'sub2',
  'sub3',
  'sub4',
  'sub5',
  'url',
  'external_id',
  'consent',
  'consent_at',
  'event_id',
  'ignore',
] as const;
export type Target = (typeof TARGETS)[number] | `attributes.${string}`;

const ATTRIBUTE = /^attributes\.[a-z][a-z0-9_]{0,39}$/;

export function isTarget(text: string): boolean {
  return TARGETS.some((target) => target === text) || ATTRIBUTE.test(text);
}

/**
 * What fields are called by form builders and by people, folded, in the languages of the field: en, uk and ru, az, hy, hu, mn.
 * An id is here only under names that every sender gives a new value for each lead.
 */
const NAMES: Readonly<Partial<Record<Target, readonly string[]>>> = {
  name: [
    'name',
    'full name',
    'fullname',
    'your name',
    'client name',
    'contact name',
    'имя',
    'ваше имя',
    'фио',
    'імя',
    'ваше імя',
    'піб',
    'ad',
    'adiniz',
    'ad soyad',
    'անուն',
    'nev',
    'teljes nev',
    'нэр',
    'таны нэр',
  ],
  first_name: ['first name', 'firstname', 'keresztnev'],
  last_name: [
    'last name',
    'lastname',
    'surname',
    'фамилия',
    'прізвище',
    'soyad',
    'ազգանուն',
    'vezeteknev',
    'овог',
  ],
  phone: [
    'phone',
    'phone number',
    'telephone',
    'tel',
    'mobile',
    'mobile phone',
    'your phone',
    'телефон',
    'ваш телефон',
    'номер телефона',
    'номер телефону',
    'мобильный',
    'мобільний',
    'telefon',
    'telefon nomresi',
    'mobil',
    'հեռախոս',
    'հեռախոսահամար',
    'telefonszam',
    'утас',
    'утасны дугаар',
  ],
  email: [
    'email',
    'e mail',
    'mail',
    'email address',
    'your email',
    'почта',
    'эл почта',
    'электронная почта',
    'пошта',
    'електронна пошта',
    'e poct',
    'эл пошта',
    'էլ փոստ',
    'e mail cim',
    'имэйл',
    'и мэйл',
  ],
  message: [
    'message',
    'comment',
    'comments',
    'your message',
    'question',
    'text',
    'сообщение',
    'комментарий',
    'вопрос',
    'повідомлення',
    'коментар',
    'питання',
    'mesaj',
    'serh',
    'հաղորդագրություն',
    'uzenet',
    'megjegyzes',
    'зурвас',
    'сэтгэгдэл',
  ],
  region: [
    'region',
    'province',
    'oblast',
    'область',
    'регион',
    'край',
    'регіон',
    'bolge',
    'rayon',
    'մարզ',
    'megye',
    'аймаг',
  ],
  city: ['city', 'town', 'location', 'город', 'місто', 'seher', 'քաղաք', 'varos', 'хот'],
  language: ['language', 'lang', 'locale'],
  campaign: ['campaign', 'utm campaign', 'campaign name', 'кампания', 'кампанія'],
  sub1: ['sub1', 'subid', 'sub id', 'sub id 1', 'subid1', 'click id', 'clickid', 'gclid', 'yclid', 'fbclid'],
  sub2: ['sub2', 'sub id 2', 'subid2', 'utm source'],
  sub3: ['sub3', 'sub id 3', 'subid3', 'utm medium'],
  sub4: ['sub4', 'sub id 4', 'subid4', 'utm content'],
  sub5: ['sub5', 'sub id 5', 'subid5', 'utm term'],
  url: ['url', 'page url', 'page', 'referer', 'referrer', 'landing', 'страница', 'сторінка'],
  consent: [
    'consent',
    'agree',
    'agreement',
    'gdpr',
    'privacy',
    'согласие',
    'згода',
    'raziliq',
    'համաձայնություն',
    'hozzajarulas',
    'зовшөөрөл',
  ],
  consent_at: ['created time', 'submitted at', 'consent at', 'consent time'],
  event_id: [
    'event id',
    'tranid',
    'submission id',
    'submissionid',
    'leadgen id',
    'response id',
    'response token',
    'entry id',
  ],
};

const BY_NAME: ReadonlyMap<string, Target> = new Map(
  Object.entries(NAMES).flatMap(([target, names]) =>
    (names ?? []).map((name): [string, Target] => [foldText(name), target as Target]),
  ),
);

/** What a field most likely is, by the last part of its name; null for one that says nothing. */
export function guessTarget(name: string): Target | null {
  const whole = BY_NAME.get(foldText(name));
  if (whole) return whole;
  const last = name.split('.').at(-1) ?? '';
  return (
    BY_NAME.get(foldText(last.replace(/([a-z])([A-Z])/g, '$1 $2'))) ?? BY_NAME.get(foldText(last)) ?? null
  );
}
