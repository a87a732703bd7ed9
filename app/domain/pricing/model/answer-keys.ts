/** Columns of answers to a questionnaire begin like this. */
export const ANSWER_COLUMN = 'attr:';
/** Parts what was asked in from what was answered: a sign that stands in no text. */
const OF_NICHE = '\u001f';

export function isAnswerColumn(name: string): boolean {
  return name.startsWith(ANSWER_COLUMN);
}

/** Answers given in two niches are two keys: the same word need not mean the same. */
export function answerKey(nicheCode: string, answer: string): string {
  return `${nicheCode}${OF_NICHE}${answer}`;
}

/** The niche in which an answer was given. */
export function nicheOfAnswer(key: string): string {
  return key.slice(0, key.indexOf(OF_NICHE));
}
