import { foldText } from '#app/domain/catalog/fold-text.ts';
import { type Answer, answers, type Question } from '#app/domain/catalog/question.ts';

const YES = words('yes y true 1 да есть + x v так є bəli var այո կա igen van тийм байгаа ✓');
const NO = words('no n false 0 нет - ні немає xeyr yox ոչ չկա nem nincs үгүй байхгүй');

function words(text: string): ReadonlySet<string> {
  return new Set(
    text
      .split(' ')
      .flatMap((word) => [word, foldText(word)])
      .filter(Boolean),
  );
}

/** Longer than any amount with its unit; bounds the work done for junk. */
const NUMBER_CHARACTERS_MOST = 40;

/** Whether a cell says yes or no, in the languages of the field; null where it says neither. */
export function parseYesNo(cell: string): boolean | null {
  const text = cell.trim().toLowerCase();
  if (YES.has(text) || (foldText(text) !== '' && YES.has(foldText(text)))) return true;
  if (NO.has(text) || (foldText(text) !== '' && NO.has(foldText(text)))) return false;
  return null;
}

/**
 * A number as people write it, with spaces or dots between thousands, a comma or a dot before the fraction, and a unit or
 * currency behind; null where it is none.
 */
export function parseNumber(cell: string): number | null {
  if (cell.length > NUMBER_CHARACTERS_MOST) return null;
  const bare = cell.replace(/[\s\u00a0\u202f'’]/g, '').replace(/^[^\d-]+|[^\d]+$/g, '');
  if (!/^-?\d[\d.,]*$/.test(bare)) return null;
  const last = Math.max(bare.lastIndexOf(','), bare.lastIndexOf('.'));
  const after = last < 0 ? 0 : bare.length - last - 1;
  const signs = bare.replace(/[^.,]/g, '');
  // One sign before exactly three figures parts thousands, and so do several of a kind.
  const isFraction = last >= 0 && (new Set(signs).size === 2 || (signs.length === 1 && after !== 3));
  const [whole, fraction] = isFraction ? [bare.slice(0, last), bare.slice(last + 1)] : [bare, ''];
  const number = Number(`${whole.replace(/[.,]/g, '')}${fraction === '' ? '' : `.${fraction}`}`);
  return Number.isFinite(number) ? number : null;
}

/** What a cell answers to a question: by the option's value or its name in any language. Null where it answers nothing. */
export function parseAnswer(question: Question, cell: string): Answer | null {
  const answer = read(question, cell);
  return answer !== null && answers(question, answer) ? answer : null;
}

function read(question: Question, cell: string): Answer | null {
  switch (question.type) {
    case 'integer':
    case 'number':
      return parseNumber(cell);
    case 'boolean':
      return parseYesNo(cell);
    case 'choice':
      return optionOf(question, cell);
    case 'choices': {
      const found = cell.split(/[,;|]/).map((part) => optionOf(question, part));
      return found.includes(null) ? null : [...new Set(found as string[])];
    }
  }
}

function optionOf(question: Question, cell: string): string | null {
  const text = foldText(cell);
  const found = (question.options ?? []).find(
    ({ value, label }) =>
      value === cell.trim() || [value, ...Object.values(label)].some((name) => foldText(name) === text),
  );
  return found?.value ?? null;
}
