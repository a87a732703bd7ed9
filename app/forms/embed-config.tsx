import { renderToStaticMarkup } from 'react-dom/server';
import type { Calculator } from '#app/domain/forms/form-spec.ts';
import { leastTimeMs, WORK_BITS } from '#app/domain/forms/judge-post.ts';
import type { FormTexts } from '#app/words/en/form-texts.ts';
import { formCss } from './form-css.ts';
import { FormMarkup } from './form-markup.tsx';
import type { FormView } from './form-view.ts';

/** What the script of a form works by, on our own page and on other sites alike. */
export type ScriptConfig = {
  readonly kind: FormView['form']['kind'];
  readonly action: string;
  readonly token: string;
  readonly workBits: number;
  /** Sent sooner than so long after it was handed out, a form is refused. */
  readonly leastMs: number;
  readonly idleMs: number;
  readonly language: string;
  readonly calculator: Calculator | null;
  /** Nothing is sent by a preview. */
  readonly isPreview: boolean;
  readonly texts: Pick<
    FormTexts,
    | 'step'
    | 'needed'
    | 'failed'
    | 'sending'
    | 'close'
    | 'errors_title'
    | 'contact_needed'
    | 'consent_needed'
    | 'estimate_value'
    | 'estimate_more'
  >;
};

export function scriptConfig(view: FormView, isPreview = false): ScriptConfig {
  const { kind, spec } = view.form;
  const { step, needed, failed, sending, close, errors_title, contact_needed, consent_needed } = spec.texts;
  const { estimate_value, estimate_more } = spec.texts;
  return {
    kind,
    action: view.action,
    token: view.token,
    workBits: WORK_BITS,
    leastMs: leastTimeMs(kind, true),
    idleMs: spec.idleSeconds * 1_000,
    language: spec.language,
    calculator: spec.calculator,
    isPreview,
    texts: {
      ...{ step, needed, failed, sending, close, errors_title, contact_needed, consent_needed },
      ...{ estimate_value, estimate_more },
    },
  };
}

/** The same with markup and rules, for a page of another site. */
export type EmbedConfig = ScriptConfig & { readonly html: string; readonly css: string };

export function embedConfig(view: FormView): EmbedConfig {
  return {
    ...scriptConfig(view),
    html: renderToStaticMarkup(<FormMarkup view={view} />),
    css: formCss(view.form.spec.look, ':host'),
  };
}
