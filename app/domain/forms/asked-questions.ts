import type { Question } from '#app/domain/catalog/question.ts';
import { unitIn } from '#app/words/form-units.ts';
import type { FormSpec } from './form-spec.ts';

/** A question as a form asks it. */
export type FormQuestion = Omit<Question, 'label' | 'options'> & {
  readonly label: string;
  readonly required: boolean;
  readonly options: readonly { readonly value: string; readonly label: string }[];
};

/** The form's questions in its order and words; what the niche does not ask any more is left out. */
export function askedQuestions(
  spec: Pick<FormSpec, 'questions' | 'language'>,
  questions: readonly Question[],
): FormQuestion[] {
  const inWords = (label: Readonly<Record<string, string>>, fallback: string) =>
    label[spec.language] ?? label.en ?? fallback;
  return spec.questions.flatMap(({ key, required, label }) => {
    const question = questions.find((one) => one.key === key);
    if (!question) return [];
    return [
      {
        ...question,
        // What the niche must know, the form does not let go by, even where it was made before that was so.
        required: required || question.required === true,
        label: label ?? inWords(question.label, key),
        unit: question.unit && unitIn(spec.language, question.unit),
        options: (question.options ?? []).map((option) => ({
          value: option.value,
          label: inWords(option.label, option.value),
        })),
      },
    ];
  });
}
