import type { ShownForm } from '#app/domain/forms/form.ts';
import { scriptConfig } from './embed-config.tsx';
import { FormMarkup, SentenceMarkup, ThanksMarkup } from './form-markup.tsx';
import type { FormView } from './form-view.ts';
import { hostedPage } from './hosted-page.tsx';

type Frame = { readonly nonce: string; readonly isFramed: boolean };

/** The page on which a form is filled in. */
export function formPage(view: FormView, frame: Frame, isPreview = false): string {
  const { spec, kind } = view.form;
  return hostedPage({
    ...frame,
    spec,
    title: spec.texts[`title_${kind}`],
    config: scriptConfig(view, isPreview),
    children: <FormMarkup view={view} />,
  });
}

/** The page that says that the form was taken. */
export function thanksPage(form: Pick<ShownForm, 'spec'>, frame: Frame, estimate: string | null): string {
  const { spec } = form;
  return hostedPage({
    ...frame,
    spec,
    title: spec.texts.thanks_title,
    config: null,
    children: <ThanksMarkup texts={spec.texts} heading={1} estimate={estimate} />,
  });
}

/** The page that says why the form cannot be filled in. */
export function sentencePage(form: Pick<ShownForm, 'spec'>, frame: Frame, sentence: string): string {
  return hostedPage({
    ...frame,
    spec: form.spec,
    title: sentence,
    config: null,
    children: <SentenceMarkup sentence={sentence} />,
  });
}
