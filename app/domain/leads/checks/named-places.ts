import { foldText } from '#app/domain/catalog/fold-text.ts';

/** A region of the table, as far as texts can name it; `search` holds its other names in lower case, one space between words. */
export type NamedRegion = {
  readonly kind: string;
  readonly population: number;
  readonly search: string;
  /** The subdivision next below the country that it lies in. */
  readonly top: string;
};

/** A word that stands for a city, without what its cases change, and the subdivision that the city lies in. */
type Name = { readonly stem: string; readonly top: string; readonly population: number };

/** Cities' names of one country by their first letters. */
export type NamedPlaces = ReadonlyMap<string, readonly Name[]>;

/** A smaller town is likelier a word of the language than a place that somebody means. */
const SMALLEST_CITY = 50_000;
const KEY_LETTERS = 3;
/** A shorter stem begins too many other words. */
const SHORTEST_STEM = 4;
/** Another city of a name must be this many times smaller for the larger one to be meant. */
const CLEARLY_LARGER = 5;
const LONGEST_TEXT = 4_000;

/** Words after which a place is named, in the languages that put the case before the noun. */
const BEFORE = new Set(
  `в во у из із зі з с со под під біля возле около рядом до г м город города городе місто місті міста живу
  in from near at of city town bei aus um`.split(/\s+/),
);
/** Endings that say "in", "from" or "to" by themselves: Kazakh, Azerbaijani, Armenian, Mongolian, Hungarian. */
const CASE_ENDINGS = new Set(
  `да де та те дан ден тан тен нан нен ға ге қа ке da dan ya ум иц и д т аас ээс оос ban ben bol ba be on en ra re rol tol
  ում ից ի`.split(/\s+/),
);
/** Endings of a noun's cases in Russian and Ukrainian. */
const NOUN_ENDINGS = new Set(
  'а е и і у ю я ы ои ом ем ою ею ами ах ях х ого ому ым им ове ові еві ью ь'.split(' ').concat(''),
);
/** Words of cities' names that are words of the language first. */
const COMMON = new Set(
  'saint great north south river верхняя нижняя старыи новыи белая белои красныи каменск советск'.split(' '),
);

/**
 * Makes the names of one country's cities ready for `placesNamed`.
 * @param regions the rows of that country
 */
export function nameCities(regions: Iterable<NamedRegion>): NamedPlaces {
  const names = new Map<string, Name[]>();
  for (const { kind, population, search, top } of regions) {
    if (kind !== 'city' || population < SMALLEST_CITY) continue;
    for (const stem of new Set(search.split(' ').flatMap(stemsOf))) {
      const key = stem.slice(0, KEY_LETTERS);
      const there = names.get(key) ?? [];
      there.push({ stem, top, population });
      names.set(key, there);
    }
  }
  return names;
}

/** The word without the vowel or soft sign that its cases change; Ukrainian opens a closed last syllable: Київ, Києва; Харків, Харкова. */
function stemsOf(word: string): string[] {
  if (COMMON.has(word)) return [];
  const opened = ['о', 'е', 'є'].map((vowel) => word.replace(/і(?=[бвгдзклмнпрст]$)/u, vowel));
  return [word.replace(/[аеиоуыэюяіїєьəաի]$/u, ''), ...opened].filter((stem) => stem.length >= SHORTEST_STEM);
}

/**
 * Subdivisions of one country in which cities lie that a text says somebody is in, from or near to: a word that stands for a
 * city, after a preposition or in a case that means as much, begun with a capital. What is said in passing ("a Moscow flat") is
 * not counted, since people also write of where they want something.
 *
 * @param text what the person wrote
 * @param names made by `nameCities`
 */
export function placesNamed(text: string, names: NamedPlaces): string[] {
  const words = [...text.slice(0, LONGEST_TEXT).matchAll(/[\p{L}\p{M}’']+/gu)].map(([word]) => word);
  const tops = new Set<string>();
  words.forEach((word, index) => {
    if (!/^\p{Lu}/u.test(word)) return;
    const folded = foldText(word);
    const isIntroduced = BEFORE.has(foldText(words[index - 1] ?? ''));
    const meant = (names.get(folded.slice(0, KEY_LETTERS)) ?? []).filter(({ stem }) =>
      isNamed(stem, folded, isIntroduced),
    );
    const top = clearest(meant);
    if (top) tops.add(top);
  });
  return [...tops];
}

/**
 * The same of the field for a city, where what was typed there is none of the lead's region: whatever stands there is where somebody is,
 * and people do not take care of capitals in it.
 */
export function cityTyped(city: string, names: NamedPlaces): string[] {
  const capitals = city.replace(/\p{L}[\p{L}\p{M}’']*/gu, (word) => word[0]?.toUpperCase() + word.slice(1));
  return placesNamed(`city ${capitals}`, names);
}

function isNamed(stem: string, word: string, isIntroduced: boolean): boolean {
  if (!word.startsWith(stem)) return false;
  const rest = word.slice(stem.length);
  // The vowel that was cut off the stem may stand before the ending.
  return isIntroduced ? NOUN_ENDINGS.has(rest) : CASE_ENDINGS.has(rest) || CASE_ENDINGS.has(rest.slice(1));
}

/** Of cities of one name the clearly larger one, or what all of them lie in. */
function clearest(names: readonly Name[]): string | null {
  const [first, ...others] = names.toSorted((a, b) => b.population - a.population);
  if (!first) return null;
  const rival = others.find(({ top }) => top !== first.top);
  return !rival || first.population >= rival.population * CLEARLY_LARGER ? first.top : null;
}
