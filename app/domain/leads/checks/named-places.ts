import { foldText } from '#app/domain/catalog/fold-text.ts';
import { type Declension, isNamedSmall, type LowerCaseName } from './lower-case-places.ts';

/** A region of the table, as far as texts can name it; `search` holds its other names in lower case, one space between words. */
export type NamedRegion = {
  readonly kind: string;
  readonly population: number;
  readonly search: string;
  /** The subdivision next below the country that it lies in. */
  readonly top: string;
};

/** A word that stands for a city, without what its cases change, and the subdivision that the city lies in. */
type Name = LowerCaseName & { readonly top: string };

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
  `да де та те дан ден тан тен нан нен ға ге қа ке da de dan den ya ye ум иц и д т аас ээс оос ban ben bol ba be on en ra re rol tol
  ում ից ի`.split(/\s+/),
);
/** Endings of a noun's cases in Russian and Ukrainian. */
const NOUN_ENDINGS = new Set(
  'а е и і у ю я ы ои ом ем ою ею ами ах ях х ого ому ым им ове ові еві ью ь'.split(' ').concat(''),
);
/** Endings where the name does not change, and of a feminine noun and a masculine one that end in a soft sign. */
const OTHER_ENDINGS: Readonly<Record<Exclude<Declension, 'plain'>, ReadonlySet<string>>> = {
  none: new Set(['']),
  soft: new Set('ь и і ью'.split(' ')),
  softMasculine: new Set('ь е і ю я ем єм'.split(' ')),
};
/** Names, and first parts of names, that no case changes. */
const UNCHANGED = new Set(['сочи', 'баку', 'ивано', 'івано']);
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
    const found = new Map(
      search
        .split(' ')
        .flatMap(formsOf)
        .map((form) => [form.stem, form]),
    );
    for (const form of found.values()) {
      const key = form.stem.slice(0, KEY_LETTERS);
      const there = names.get(key) ?? [];
      there.push({ ...form, top, population });
      names.set(key, there);
    }
  }
  return names;
}

/** The word without the vowel or soft sign that its cases change; Ukrainian opens a closed last syllable: Київ, Києва; Харків, Харкова. */
function formsOf(word: string): Omit<LowerCaseName, 'population'>[] {
  if (COMMON.has(word)) return [];
  if (UNCHANGED.has(word)) return [{ word, stem: word, declension: 'none' }];
  const ending = /і(?=[бвгдзклмнпрст]ь?$)/u;
  const said = [
    word,
    ...(ending.test(word) ? ['о', 'е', 'є'].map((vowel) => word.replace(ending, vowel)) : []),
  ];
  return said
    .map((form) => ({
      word: form,
      stem: form.replace(/[аеиоуыэюяіїєьəաի]$/u, ''),
      declension: declensionOf(form),
    }))
    .filter(({ stem }) => stem.length >= SHORTEST_STEM);
}

/** Казань, Керчь and Пермь are feminine, Ярославль and all in -поль masculine. */
function declensionOf(word: string): Declension {
  if (!word.endsWith('ь')) return 'plain';
  return /(п[оі]ль|авль)$/u.test(word) ? 'softMasculine' : 'soft';
}

/**
 * Subdivisions of one country in which cities lie that a text says somebody is in, from or near to: a word that stands for a
 * city, after a preposition or in a case that means as much. One that begins small counts where it is hardly anything else. What is said in passing ("a Moscow flat") is
 * not counted, since people also write of where they want something.
 *
 * @param text what the person wrote
 * @param names made by `nameCities`
 */
export function placesNamed(text: string, names: NamedPlaces): string[] {
  const words = [...text.slice(0, LONGEST_TEXT).matchAll(/[\p{L}\p{M}’']+/gu)].map(([word]) => word);
  const tops = new Set<string>();
  words.forEach((word, index) => {
    const folded = foldText(word);
    const known = names.get(folded.slice(0, KEY_LETTERS));
    if (!known) return;
    const before = foldText(words[index - 1] ?? '');
    const isBig = /^\p{Lu}/u.test(word);
    const meant = known.filter((name) =>
      isBig ? isNamed(name, folded, BEFORE.has(before)) : isNamedSmall(name, folded, before),
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

function isNamed({ stem, declension }: Name, word: string, isIntroduced: boolean): boolean {
  if (!word.startsWith(stem)) return false;
  const rest = word.slice(stem.length);
  if (declension !== 'plain') return isIntroduced && OTHER_ENDINGS[declension].has(rest);
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
