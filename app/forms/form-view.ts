import type { Reference } from '#app/domain/catalog/reference.ts';
import { askedQuestions, type FormQuestion } from '#app/domain/forms/asked-questions.ts';
import type { ShownForm } from '#app/domain/forms/form.ts';
import type { Posted } from '#app/domain/forms/read-answers.ts';
import { type RegionChoice, regionChoices } from '#app/domain/forms/region-choices.ts';

/** Everything that a form's markup is made from. */
export type FormView = {
  readonly form: Pick<ShownForm, 'kind' | 'spec' | 'consentText'>;
  readonly action: string;
  readonly token: string;
  readonly questions: readonly FormQuestion[];
  readonly regions: readonly RegionChoice[];
  /** Of a page of its own 1, within somebody else's page 2. */
  readonly heading: 1 | 2;
  readonly posted: Posted;
  /** Sentences by field. */
  readonly errors: Readonly<Record<string, string>>;
  readonly notice: string | null;
  /** Whether the code that was told by phone is asked for. */
  readonly asksCode: boolean;
};

/** What of a form is the same for every visitor, with what one of them sent. */
export function formView(
  reference: Reference,
  form: ShownForm,
  shown: Pick<FormView, 'action' | 'token' | 'heading'> & Partial<FormView>,
): FormView {
  return {
    form,
    questions: askedQuestions(form.spec, reference.niches.get(form.offer.niche)?.questions ?? []),
    regions: regionChoices(reference, form.offer.regions, form.spec.language),
    posted: {},
    errors: {},
    notice: null,
    asksCode: false,
    ...shown,
  };
}
