import type { ShownForm } from '#app/domain/forms/form.ts';
import { formWords } from '#app/words/en/forms.ts';
import { scriptConfig } from './embed-config.tsx';
import { FormMarkup, SentenceMarkup, ThanksMarkup } from './form-markup.tsx';
import type { FormView } from './form-view.ts';
import { hostedPage } from './hosted-page.tsx';

type Frame = { readonly nonce: string; readonly isFramed: boolean };

/** The page on which a form is filled in; on that of a test it says that it is one. */
export function formPage(
  view: FormView,
  frame: Frame,
  shown: 'visitor' | 'preview' | 'test' = 'visitor',
): string {
  const { spec, kind } = view.form;
  return hostedPage({
    ...frame,
    spec,
    title: spec.texts[`title_${kind}`],
    config: scriptConfig(view, shown === 'preview'),
    children: (
      <>
        {shown === 'test' && (
          <div className="birja" lang="en">
            <p className="notice">{formWords.testNote}</p>
          </div>
        )}
        <FormMarkup view={view} />
      </>
    ),
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
