import type { Failed } from '../form.ts';

/** A question before something is changed, as it goes to the page. */
export type Asked = {
  readonly title: string;
  readonly text: string;
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  readonly fields: Readonly<Record<string, string>>;
  readonly confirmLabel: string;
  readonly tone?: 'main' | 'danger';
};

/** What one of a page's forms is answered, when it was not carried out: a question, or why not. */
export type Answer = { readonly form: string; readonly ask: Asked | null; readonly failed: Failed | null };

export function answerTo(form: string, answer: Partial<Omit<Answer, 'form'>>): Answer {
  return { form, ask: null, failed: null, ...answer };
}
