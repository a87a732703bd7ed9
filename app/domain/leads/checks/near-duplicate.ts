import { foldText } from '#app/domain/catalog/fold-text.ts';
import type { Answer } from '#app/domain/catalog/question.ts';

type Answers = Readonly<Record<string, Answer>>;

/** So many equal answers tell people of one first name apart from one person; a full name needs none. */
const ANSWERS_FOR_A_FIRST_NAME = 2;

/** Letters that every transliteration writes alike, or that are heard alike; longest first. */
const CYRILLIC: Readonly<Record<string, string>> = {
  ...{
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    ґ: 'g',
    ғ: 'g',
    д: 'd',
    е: 'e',
    є: 'e',
    э: 'e',
    ж: 'ʒ',
    з: 'z',
    и: 'i',
    і: 'i',
    ы: 'i',
  },
  ...{
    к: 'k',
    қ: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    ң: 'n',
    о: 'o',
    ө: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ү: 'u',
    ұ: 'u',
  },
  ...{ ф: 'f', х: 'h', һ: 'h', ц: 'c', ч: 'c', ш: 's', щ: 's', ь: '', ъ: '', ю: 'u', я: 'a', ә: 'a' },
};
const ARMENIAN: Readonly<Record<string, string>> = {
  ...{
    ա: 'a',
    բ: 'b',
    գ: 'g',
    դ: 'd',
    ե: 'e',
    զ: 'z',
    է: 'e',
    ը: '',
    թ: 't',
    ժ: 'ʒ',
    ի: 'i',
    լ: 'l',
    խ: 'h',
    ծ: 'c',
    կ: 'k',
  },
  ...{
    հ: 'h',
    ձ: 'c',
    ղ: 'g',
    ճ: 'c',
    մ: 'm',
    յ: 'i',
    ն: 'n',
    շ: 's',
    ո: 'o',
    չ: 'c',
    պ: 'p',
    ջ: 'ʒ',
    ռ: 'r',
    ս: 's',
    վ: 'v',
  },
  ...{ տ: 't', ր: 'r', ց: 'c', ւ: 'v', փ: 'p', ք: 'k', օ: 'o', ֆ: 'f', և: 'ev' },
};

/**
 * A name as it is compared across scripts and spellings: "Оленa Коваленко", "Olena Kovalenko" and "Kovalenko, Olena" give one
 * text. Null where nothing of the name can be compared.
 */
export function nameIdentity(name: string | null): { key: string; words: number } | null {
  const words = foldText((name ?? '').replaceAll('ու', 'u').replaceAll('և', 'ev'))
    .split(' ')
    .map(bySound)
    .filter((word) => word.length > 1)
    .sort();
  return words.length > 0 ? { key: words.join(' '), words: words.length } : null;
}

function bySound(word: string): string {
  const latin = [...word].map((letter) => CYRILLIC[letter] ?? ARMENIAN[letter] ?? letter).join('');
  return latin
    .replace(/shch|sch|sh|sz/g, 's')
    .replace(/tch|ch|cz|cs|ts|tz|dz|tc/g, 'c')
    .replace(/dzh|zh|dj/g, 'ʒ')
    .replace(/gh/g, 'g')
    .replace(/kh|x/g, 'h')
    .replace(/ph/g, 'f')
    .replace(/w/g, 'v')
    .replace(/q/g, 'k')
    .replace(/[yj]/g, 'i')
    .replace(/i+(?=[aeou])/g, '')
    .replace(/(.)\1+/g, '$1');
}

/**
 * Whether two leads of people of one name in one place and niche look like one person who came twice: no answer that both gave
 * differs, and where only a first name is known, several are equal.
 * @param words of which the name they share consists
 */
export function isNearDuplicate(words: number, one: Answers, other: Answers): boolean {
  const shared = Object.keys(one).filter((key) => key in other);
  const equal = shared.filter((key) => isEqual(one[key], other[key]));
  if (equal.length < shared.length) return false;
  return words > 1 || equal.length >= ANSWERS_FOR_A_FIRST_NAME;
}

function isEqual(one: Answer | undefined, other: Answer | undefined): boolean {
  const sorted = (answer: Answer | undefined) => (Array.isArray(answer) ? [...answer].sort() : answer);
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}
