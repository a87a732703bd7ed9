/**
 * Whether four keys in a row are mash: `always` on rows whose runs nobody can say ("sdfg"), as a `whole` word where they can be
 * said ("фыва"), `never` where they are names ("Смит", "Кенг").
 */
type Fours = 'always' | 'whole' | 'never';

/** Rows of keys from the left: QWERTY, with what QWERTZ and AZERTY have else, ЙЦУКЕН and its Ukrainian keys, Armenian and Georgian phonetic. */
const ROWS: readonly { readonly keys: string; readonly fours: Fours }[] = [
  { keys: 'qwertyuiop', fours: 'whole' },
  { keys: 'qwertzuiop', fours: 'whole' },
  { keys: 'azertyuiop', fours: 'whole' },
  { keys: 'asdfghjkl', fours: 'always' },
  { keys: 'zxcvbnm', fours: 'always' },
  { keys: 'yxcvbnm', fours: 'always' },
  { keys: 'йцукенгшщзхъ', fours: 'never' },
  { keys: 'фывапролджэ', fours: 'whole' },
  { keys: 'фівапролджє', fours: 'whole' },
  { keys: 'ячсмитьбю', fours: 'never' },
  { keys: 'ասդֆգհյկլ', fours: 'always' },
  { keys: 'ქწერტყუიოპ', fours: 'whole' },
  { keys: 'ასდფგჰჯკლ', fours: 'always' },
  { keys: 'ზხცვბნმ', fours: 'always' },
];

/** Surnames that happen to lie along the keys. */
const NAMES = new Set(['wert', 'trew']);

const VOWELS = /[aeiouyаеиоуыэюяіїєёաեէըիոօაეიოუ]/;

/**
 * What the left hand lies on, by layout, with the key of them that names hardly use: who drums on these makes a word of nothing else
 * ("ывыв", "фвыафыва").
 */
const HANDS: readonly { readonly keys: RegExp; readonly tell: string }[] = [
  { keys: /^[фывап]{4,}$/, tell: 'ы' },
];

/** Keys next to one another that are struck in one direction. */
const LONG_RUN = 5;
const RUN = 4;
/** The least of which mash by the handful is made: asd, фыв. */
const CHUNK = 3;
/** Of a word made of chunks of one row, the share of letters that belong to one. */
const CHUNKS_SHARE = 0.75;
const CHUNKS_LETTERS = 6;

/**
 * Whether a word was made by running a hand along the keys: "asdfgh", "йцукен", "sdfsdf". Judged by runs of neighbouring keys
 * in one direction, because single neighbours make real names of the middle row ("Павлова", "Assad").
 * @param word in lower case
 */
export function isTypedAlongTheKeys(word: string): boolean {
  if (NAMES.has(word)) return false;
  const found = ROWS.map(({ keys, fours }) => ({ fours, runs: runsIn(word, keys) }));
  if (found.some(({ fours, runs }) => runs.some((run) => isMash(run, word, fours)))) return true;
  if (word.length < CHUNKS_LETTERS) return false;
  // Chunks of one row, or of several where one is of those that nobody can say: "qweasd", and not "Тимкен".
  const all = found.flatMap(({ runs }) => runs);
  const isSaid = found.every(({ fours, runs }) => fours !== 'always' || runs.length === 0);
  return [...found.map(({ runs }) => runs), ...(isSaid ? [] : [[...new Set(all)]])].some(
    (runs) => runs.length > 1 && sum(runs) / word.length >= CHUNKS_SHARE,
  );
}

/** Whether a word is made of nothing but the keys on which a hand lies. @param word in lower case */
export function isUnderOneHand(word: string): boolean {
  return HANDS.some(({ keys, tell }) => word.includes(tell) && keys.test(word));
}

function isMash(run: string, word: string, fours: Fours): boolean {
  if (run.length >= LONG_RUN) return true;
  if (run.length >= RUN && (fours === 'always' || (fours === 'whole' && run === word))) return true;
  return run === word && !VOWELS.test(run);
}

function sum(runs: readonly string[]): number {
  return runs.reduce((letters, run) => letters + run.length, 0);
}

/** The runs of three keys and more, none overlapping another. */
function runsIn(word: string, keys: string): string[] {
  const runs: string[] = [];
  let from = 0;
  let direction = 0;
  for (let at = 1; at <= word.length; at += 1) {
    const step = at < word.length ? stepBetween(keys, word[at - 1], word[at]) : 0;
    if (step !== 0 && (direction === 0 || step === direction)) {
      direction = step;
      continue;
    }
    if (at - from >= CHUNK) runs.push(word.slice(from, at));
    const isLetterFree = at - from >= CHUNK || step === 0;
    from = isLetterFree ? at : at - 1;
    direction = isLetterFree ? 0 : step;
  }
  return runs;
}

/** 1 to the right neighbour, -1 to the left one, 0 to any other key. */
function stepBetween(keys: string, before: string | undefined, after: string | undefined): number {
  const a = before === undefined ? -1 : keys.indexOf(before);
  const b = after === undefined ? -1 : keys.indexOf(after);
  if (a < 0 || b < 0) return 0;
  return Math.abs(b - a) === 1 ? b - a : 0;
}
