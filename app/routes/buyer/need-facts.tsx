import type { Question } from '#app/domain/catalog/question.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { present } from '#app/kernel/assert.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { buyerWords } from '#app/words/en/buyer.ts';
import { languageName } from '#app/words/en/languages.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { toReasonLines } from './score-reasons.tsx';

const LANGUAGE = 'en';
const words = buyerWords.sale;

export type Need = ReturnType<typeof toNeed>;

/** What is needed and who decides, without who needs it. The place is the one that was recognised, never typed text. */
export function toNeed(reference: Reference, lead: Lead) {
  const niche = present(reference.niches.get(lead.niche), 'a lead is in a known niche');
  return {
    niche: nicheNameOf(reference, lead.niche),
    place: regionNameOf(reference, lead.placeCode),
    city: lead.city,
    answers: Object.entries(lead.attributes).map(([key, answer]) => {
      const question = niche.questions.find((one) => one.key === key);
      return { term: question?.label[LANGUAGE] ?? key, value: sayAnswer(question, answer) };
    }),
    budget: lead.budget && formatMoney(lead.budget),
    wantedWithinDays: lead.wantedWithinDays,
    decisionMaker: lead.decisionMaker,
    preferredChannel: lead.preferredChannel,
    language: lead.language,
    targetAction: lead.targetAction,
    temperature: lead.temperature,
    score: lead.score,
    scoreReasons: toReasonLines(lead),
  };
}

function sayAnswer(question: Question | undefined, answer: number | boolean | string | string[]): string {
  if (typeof answer === 'boolean') return answer ? buyerWords.yes : buyerWords.no;
  if (typeof answer === 'number')
    return [answer.toLocaleString('en'), question?.unit].filter(Boolean).join(' ');
  const labelOf = (value: string) =>
    question?.options?.find((option) => option.value === value)?.label[LANGUAGE] ?? value;
  return [answer].flat().map(labelOf).join(', ');
}

/** The facts of a need, in the words of its niche's questionnaire. */
export function NeedFacts({ need }: { need: Need }) {
  const facts: [string, string | null][] = [
    [words.niche, need.niche],
    [words.place, need.place],
    ...need.answers.map(({ term, value }): [string, string] => [term, value]),
    [words.budget, need.budget],
    [words.wanted, need.wantedWithinDays === null ? null : words.days(need.wantedWithinDays)],
    [words.decides, need.decisionMaker === null ? null : need.decisionMaker ? buyerWords.yes : buyerWords.no],
    [words.prefers, need.preferredChannel],
    [words.language, need.language && languageName(need.language)],
    [words.targetAction, pageWords.targetActions[need.targetAction]],
    [words.temperature, need.temperature && pageWords.temperatures[need.temperature]],
    [words.score, need.score === null ? null : words.scoreOf(need.score)],
  ];
  return (
    <DefinitionList
      items={facts.flatMap(([term, value]) => (value === null || value === '' ? [] : [{ term, value }]))}
    />
  );
}
