import { foldText } from '#app/domain/catalog/fold-text.ts';
import type { CheckCode, CheckResult, Harmless } from '../check-result.ts';
import { isTypedAlongTheKeys, isUnderOneHand } from './keyboard.ts';

/** Longer than any name with its titles; bounds the work done for junk. */
const MAX_NAME_CHARACTERS = 200;

/** Fewer digits are a slip or a number in a queue; more are a phone. */
const PHONE_DIGITS = 6;

/**
 * What people type to see whether a form works, and what forms and clerks put where there is no name; folded. Whole words
 * only, and none that anybody is called.
 */
const PLACEHOLDERS = new Set(
  `test tests testing testtest teszt sinaq թեստ փորձ тест тесты тестовый тестовая тестировщик тесттест туршилт проверка перевірка
  asd qwe qwer zxc qaz wsx фыв йцу йцук ячс abc abcd abcde xyz абв абвг абвгд name firstname lastname surname имя фамилия отчество
  імя прізвище none undefined unknown anonymous anonim аноним анонім noname безымянный неизвестно невідомо user client customer
  клиент клієнт гость гість пользователь користувач admin lorem ipsum foobar`
    .split(/\s+/)
    .map(foldText),
);

/** The ordinal after a name that runs in a family. */
const ORDINAL = /^(II|III|IV|VI{0,3})$/;

const SCRIPTS = {
  latin: /\p{Script=Latin}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  armenian: /\p{Script=Armenian}/u,
  georgian: /\p{Script=Georgian}/u,
} as const;
type Script = keyof typeof SCRIPTS;

/**
 * Letters that no name has beside one another: a q that begins a word before a consonant ("Qrendi", "Qvarnström" and "Qwabe" do), or
 * stands after w, v or j without its u ("Newquay" has it); an x after a z; й or a sign of softness that begins a word before a consonant.
 */
const UNSAYABLE = /^q[bcdfgjklmnpqstxz]|[wvj]q(?!u)|zx|^[йьъ][бвгґджзйклмнпрстфхцчшщ]/u;

type Sounds = {
  readonly vowels: RegExp;
  /** Several letters for one sound, longest first: a cluster of them is no longer than it sounds. */
  readonly digraphs: RegExp | null;
  /** Consonants that make a syllable of their own between two others, as in Czech and Armenian names. */
  readonly syllabic: string;
  /** The most consonants, or vowels, that follow one another in a name that people bear. */
  readonly mostConsonants: number;
  readonly mostVowels: number;
};

/**
 * Bounds that real names keep: Latin "Knightsbridge" has five consonants in a row by sound, Cyrillic "Мкртчян" five; Armenian does not write the vowel that separates them, and Georgian begins with six ("მწვრთნელი"). Mongolian has up to four vowels ("Оюуунаа").
 */
const SOUNDS: Readonly<Record<Script, Sounds>> = {
  latin: {
    vowels: /[aeiouy]/,
    digraphs:
      /schtsch|szcz|tsch|sch|tch|dzs|dzh|sz|cz|ch|sh|th|kh|zh|gh|ts|tz|dz|dj|ck|ph|rz|ng|gy|ny|ly|ty|cs|zs|rh|wh|mc/g,
    syllabic: 'r',
    mostConsonants: 5,
    mostVowels: 4,
  },
  cyrillic: {
    vowels: /[аеиоуыэюяіїєёөүәұў]/,
    digraphs: /дж|дз/g,
    syllabic: 'р',
    mostConsonants: 5,
    mostVowels: 4,
  },
  armenian: {
    vowels: /[աեէըիոօևյ]/,
    digraphs: null,
    syllabic: 'ր',
    mostConsonants: 6,
    mostVowels: 5,
  },
  georgian: {
    vowels: /[აეიოუ]/,
    digraphs: null,
    syllabic: 'რ',
    mostConsonants: 6,
    mostVowels: 4,
  },
};

/**
 * Whether a name is one that somebody may bear: no keyboard mash, no test word, no phone in the wrong field. It never refuses:
 * people are called what they are called.
 * @param raw as it was typed; null without one
 */
export function checkName(raw: string | null): CheckResult {
  const name = (raw ?? '').normalize('NFC').trim();
  if (name === '') return said('unknown', 'name_absent');
  const code = name.length > MAX_NAME_CHARACTERS ? 'name_implausible' : problemOf(name);
  return code ? said('warn', code) : said('pass', isJudged(name) ? 'name_plausible' : 'name_present');
}

function problemOf(name: string): CheckCode | null {
  if (isContact(name)) return 'name_is_contact';
  if (!/\p{L}/u.test(name)) return 'name_implausible';
  if (/\p{Nd}/u.test(name)) return 'name_digits';
  const words = name.split(/[^\p{L}\p{M}'’ʼ`]+/u).filter((word) => /\p{L}/u.test(word));
  const judged = words.length > 1 ? words.filter((word) => !ORDINAL.test(word)) : words;
  return judged.map(wordProblem).find((code) => code !== null) ?? null;
}

function isContact(name: string): boolean {
  if (/\S@\S/.test(name) || /^@\w{3,}$/.test(name)) return true;
  if (
    /(https?:|www\.|:\/\/)/i.test(name) ||
    /\p{L}\.(com|net|org|ru|ua|by|kz|az|am|hu|mn|info)\b/iu.test(name)
  )
    return true;
  return name.replace(/\P{Nd}/gu, '').length >= PHONE_DIGITS;
}

function wordProblem(word: string): CheckCode | null {
  const folded = foldText(word);
  if (PLACEHOLDERS.has(folded)) return 'name_placeholder';
  const scripts = scriptsOf(word);
  if (scripts.length > 1) return 'name_mixed_scripts';
  // One letter thrice in a row, or a syllable three times: no language of the field writes a name so.
  if (/(\p{L})\1\1/u.test(folded) || /^(\p{L}{1,3})\1{2,}\p{L}{0,2}$/u.test(folded)) return 'name_repeated';
  if (isTypedAlongTheKeys(word.toLowerCase()) || isUnderOneHand(folded)) return 'name_keyboard';
  if (UNSAYABLE.test(word.normalize('NFC').toLowerCase())) return 'name_implausible';
  const [script] = scripts;
  return script && !canBeSaid(folded, SOUNDS[script]) ? 'name_implausible' : null;
}

/** The scripts of a word. Whoever lacks the Ukrainian і takes the Latin one, so that letter tells nothing. */
function scriptsOf(word: string): Script[] {
  const letters = SCRIPTS.cyrillic.test(word) ? word.replace(/[iI]/g, '') : word;
  return (Object.keys(SCRIPTS) as Script[]).filter((script) => SCRIPTS[script].test(letters));
}

function canBeSaid(word: string, sounds: Sounds): boolean {
  // The signs of softness and hardness are no sounds, a doubled letter is one, and y between vowels parts them.
  const text = word
    .replace(/[ьъ]/g, '')
    .replace(/(.)\1/g, '$1')
    .replace(/(?<=[aeiou])y(?=[aeiou])/g, 'j');
  const { vowels, mostConsonants, mostVowels, syllabic } = sounds;
  const hasVowel = vowels.test(text);
  // Initials, "Ng", "Krč", "Срђ": what is short needs no vowel, nor, a little longer, what has a syllabic r.
  if (!hasVowel && text.length > 4) return false;
  if (!hasVowel && text.length === 4 && !text.includes(syllabic)) return false;
  const spoken = sounds.digraphs ? text.replace(sounds.digraphs, (run) => run[0] ?? '') : text;
  let consonants = 0;
  let vowelsInRow = 0;
  for (let at = 0; at < spoken.length; at += 1) {
    const letter = spoken[at] ?? '';
    const isSyllable =
      letter === syllabic && !isVowelAt(spoken, at - 1, vowels) && !isVowelAt(spoken, at + 1, vowels);
    if (vowels.test(letter)) {
      vowelsInRow += 1;
      consonants = 0;
    } else {
      consonants = isSyllable && at > 0 ? 0 : consonants + 1;
      vowelsInRow = 0;
    }
    if (consonants > mostConsonants || vowelsInRow > mostVowels) return false;
  }
  return true;
}

/** A word's edge counts as a vowel: only between two consonants does one make a syllable. */
function isVowelAt(text: string, at: number, vowels: RegExp): boolean {
  const letter = text[at];
  return letter === undefined || vowels.test(letter);
}

/** Whether the rules know the script that the name is written in. */
function isJudged(name: string): boolean {
  return scriptsOf(name).length > 0;
}

function said(verdict: Harmless, code: CheckCode): CheckResult {
  return { check: 'name', verdict, code, params: {} };
}
