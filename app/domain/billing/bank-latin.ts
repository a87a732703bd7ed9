/** Letters that are not a Latin letter with a mark on it. */
const LETTERS: readonly (readonly [string, string])[] = [
  // Cyrillic, by ICAO Doc 9303, which bank cards and passports follow.
  [
    'абвгдежзийклмнопрстуфхцчшщъыьэюя',
    'a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y _ e iu ia',
  ],
  ['ёґєіїўѓѕјљњќџ', 'e g ie i i u g dz j lj nj k dz'],
  ['әғқңөұүһ', 'a g q n o u u h'],
  // Armenian, by ISO 9985 without its marks.
  [
    'աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև',
    'a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts w p k o f ev',
  ],
  // Georgian, by its national system.
  [
    'აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ',
    'a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h',
  ],
  ['əıøæœßđłþð', 'a i o ae oe ss d l th d'],
];

const LATIN: ReadonlyMap<string, string> = new Map(
  LETTERS.flatMap(([letters, written]) => {
    const sounds = written.split(' ');
    return [...letters].map((letter, at) => [letter, (sounds[at] ?? '').replace('_', '')] as const);
  }),
);

/**
 * A text in the characters that every bank takes: Latin letters, digits and a few signs (SEPA's basic set).
 * @param limit characters at most
 */
export function toBankLatin(text: string, limit: number): string {
  const written = [...text.normalize('NFC')].map(toLatin).join('');
  return (
    written
      .replace(/[^A-Za-z0-9/?:().,'+ -]/g, ' ')
      .replace(/\s+/g, ' ')
      // A field that begins with a slash or holds two in a row is refused.
      .replace(/\/{2,}/g, '/')
      .replace(/^[/ ]+/, '')
      .slice(0, limit)
      .replace(/[/ ]+$/, '')
  );
}

function toLatin(letter: string): string {
  const small = letter.toLowerCase();
  const known = LATIN.get(small);
  if (known === undefined) return letter.normalize('NFD').replace(/\p{M}/gu, '');
  return small === letter ? known : known.charAt(0).toUpperCase() + known.slice(1);
}
