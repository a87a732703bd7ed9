/**
 * How a city is named by who does not care for capitals: after a preposition of place and in the case that it asks for, or in a case that
 * means as much by itself. Only what is hardly anything else counts, since most words of a text are in lower case.
 */

/** What the cases of a name change at its end. */
export type Declension = 'plain' | 'none' | 'soft' | 'softMasculine';

type Case = 'in' | 'inUkrainian' | 'from' | 'under' | 'named';

const words = (text: string) => text.trim().split(/\s+/);

const CASE_AFTER: ReadonlyMap<string, Case> = new Map([
  ...words('в во').map((word) => [word, 'in'] as const),
  // In Russian it means "at somebody's", and goes with another case.
  ['у', 'inUkrainian'] as const,
  ...words('из із зі з с со до возле около біля').map((word) => [word, 'from'] as const),
  ...words('под під').map((word) => [word, 'under'] as const),
  ...words('г м город города городе городу місто міста місті').map((word) => [word, 'named'] as const),
]);

/** Endings in Russian and Ukrainian, folded, without those of adjectives: "в ровном" is seldom of a city. */
const ENDINGS: Readonly<Record<Declension, Readonly<Record<Exclude<Case, 'named'>, ReadonlySet<string>>>>> = {
  plain: {
    in: new Set(['', ...words('е и і у ю ы о ах ях ові еві')]),
    inUkrainian: new Set(['', ...words('і е у ю ах ях ові еві')]),
    from: new Set(['', ...words('а я ы и і у о')]),
    under: new Set(['', ...words('ои ою ею ом ем ами ями у ю о')]),
  },
  none: { in: new Set(['']), inUkrainian: new Set(['']), from: new Set(['']), under: new Set(['']) },
  soft: {
    in: new Set(words('и ь')),
    inUkrainian: new Set(words('і ь')),
    from: new Set(words('и і')),
    under: new Set(words('ью ь')),
  },
  softMasculine: {
    in: new Set(words('е і ь')),
    inUkrainian: new Set(words('і е ь')),
    from: new Set(words('я')),
    under: new Set(words('ем ь')),
  },
};

/** Cases that say "in" or "from" by themselves: Kazakh, Azerbaijani, Armenian, Mongolian, Hungarian; folded. */
const BY_ITSELF = new Set(
  words(`да де та те дан ден тан тен нан нен da de dan den nan nen ում ից т аас ээс оос
    ban ben bol on en ra re rol tol`),
);
const ENGLISH = new Set(words('in from near'));

/** A smaller city's name is likelier another word, or somebody's. */
const SMALLEST_CITY = 100_000;
/** English changes no ending, so that any word would do. */
const SMALLEST_ENGLISH = 500_000;

/** Cities' names, or words of them, that are words of the language or people's names when they are written small. */
const OTHERWISE = new Set(
  words(`великии нижнии верхнии старыи южно набережные челны шахты орел елец посад курган ковров королев
    оскол находка грозныи березники амуре улан дону орехово владимир златоуст
    рівне ровно кривии кривои церква церковь славянск словянськ александрия олександрія
    камчатскии орал султан семеи рудныи усть
    alto aurora austin bank branch cape charlotte city coast columbus essen fort general gold jackson
    khan kansas long main maria mesa mobile nice oklahoma orange park phoenix port prince queens reading said sale
    santa town union valley washington worth`),
);

export type LowerCaseName = {
  /** A word of the city's name, folded. */
  readonly word: string;
  readonly stem: string;
  readonly declension: Declension;
  readonly population: number;
};

/**
 * Whether a word that begins small names this city.
 * @param folded the word, folded
 * @param before the word before it, folded; empty at the beginning
 */
export function isNamedSmall(name: LowerCaseName, folded: string, before: string): boolean {
  if (name.population < SMALLEST_CITY || OTHERWISE.has(name.word) || !folded.startsWith(name.stem))
    return false;
  const rest = folded.slice(name.stem.length);
  if (ENGLISH.has(before)) return folded === name.word && name.population >= SMALLEST_ENGLISH;
  const asked = CASE_AFTER.get(before);
  if (asked === undefined) return name.declension === 'plain' && saysWhere(name, rest);
  // A vowel that was cut off leaves another word: Кострома, "с костром".
  if (rest === '' && name.stem !== name.word) return false;
  const endings = ENDINGS[name.declension];
  return asked === 'named' ? Object.values(endings).some((set) => set.has(rest)) : endings[asked].has(rest);
}

/** The vowel that was cut off the stem may stand before the ending; another one makes another word. */
function saysWhere({ word, stem }: LowerCaseName, rest: string): boolean {
  const cut = word.slice(stem.length);
  return BY_ITSELF.has(rest) || (cut !== '' && rest.startsWith(cut) && BY_ITSELF.has(rest.slice(cut.length)));
}
