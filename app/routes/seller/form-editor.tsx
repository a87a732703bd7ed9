import { useFetcher } from '@remix-run/react';
import { type FormEvent, useEffect, useRef } from 'react';
import type { Question } from '#app/domain/catalog/question.ts';
import type { FormKind } from '#app/domain/forms/form.ts';
import {
  ASKING,
  CONTACT_FIELDS,
  FORM_LANGUAGES,
  SCHEMES,
  SELLER_TEXTS,
  TEXT_MOST,
} from '#app/domain/forms/form-spec.ts';
import { NAME_MOST } from '#app/domain/forms/limits.ts';
import { seemsIn } from '#app/domain/forms/seems-in.ts';
import type { CodeWay } from '#app/platform/phone-codes.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { CONTROL, Field } from '#app/ui/field.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import type { FormText, FormTexts } from '#app/words/en/form-texts.ts';
import { formWords } from '#app/words/en/forms.ts';
import { all, type Failed, one, type Typed } from '../form.ts';
import { FieldGroup } from './field-group.tsx';
import { amountField, estimateRows } from './form-values.ts';

const words = formWords.builder;
const LANGUAGE = 'en';
const PAUSE_MS = 700;
const AMOUNT_MOST = 20;

type EditorProps = {
  kind: FormKind;
  questions: readonly Question[];
  /** What the form says where the seller writes nothing. */
  texts: FormTexts;
  typed: Typed;
  failed: Failed | null;
  consentText: string;
  /** Of the estimate, where the form makes one. */
  currency: string | null;
  codeMethods: readonly CodeWay[];
  /** Told whenever the draft was saved by itself. */
  onSaved: () => void;
};

/** Everything of a form that its seller chooses. With scripts what is changed is saved at every pause, for the preview beside it. */
export function FormEditor(props: EditorProps) {
  const { failed, typed, kind, codeMethods } = props;
  const { onChange, state } = useSaving(props.onSaved);
  const errors = failed?.errors ?? {};
  return (
    <section aria-label={formWords.title} onChange={onChange} className="min-w-0">
      <PostForm failed={failed}>
        <TextInput
          name="name"
          type="text"
          label={words.name}
          value={one(typed, 'name')}
          maxLength={NAME_MOST}
          error={errors.name}
        />
        <Select
          name="language"
          label={words.language}
          value={one(typed, 'language')}
          choices={FORM_LANGUAGES.map((value) => ({ value, label: formWords.languages[value] }))}
        />
        <Wording {...props} />
        <Questions {...props} />
        <FieldGroup title={words.contact} intro={words.contactNote}>
          {CONTACT_FIELDS.map((field) => (
            <Select
              key={field}
              name={`field.${field}`}
              label={words.contactFields[field]}
              value={one(typed, `field.${field}`)}
              choices={ASKING.map((value) => ({ value, label: words.asking[value] }))}
            />
          ))}
          {codeMethods.length > 0 && (
            <Select
              name="code_method"
              label={words.codeMethod}
              value={one(typed, 'code_method')}
              choices={codeMethods.map((value) => ({ value, label: words.codeMethods[value] }))}
            />
          )}
        </FieldGroup>
        {props.currency && <Estimate {...props} currency={props.currency} />}
        <FieldGroup title={words.consent} intro={words.consentNote}>
          <blockquote className="border-l-2 border-line pl-3 text-sm text-ink-soft wrap-anywhere">
            {props.consentText}
          </blockquote>
          <ConsentNote {...props} />
        </FieldGroup>
        <Look {...props} />
        {kind === 'callback' && (
          <TextInput
            name="idle"
            type="text"
            inputMode="numeric"
            label={words.idle}
            value={one(typed, 'idle')}
            maxLength={3}
            error={errors.idle}
          />
        )}
        <div className="flex flex-wrap gap-3">
          <SubmitButton name="intent" value="publish">
            {words.publish}
          </SubmitButton>
          <SubmitButton name="intent" value="save" kind="other">
            {words.save}
          </SubmitButton>
        </div>
        <p role="status" className="text-sm text-ink-soft">
          {state && words.preview[state]}
        </p>
      </PostForm>
    </section>
  );
}

/** The language that is chosen is the one the page was loaded with: choosing another loads it anew. */
const languageOf = (typed: Typed) => FORM_LANGUAGES.find((known) => known === one(typed, 'language')) ?? 'en';

/** Who reads the form should be able to read what they agree to. */
function ConsentNote({ consentText, typed }: EditorProps) {
  const language = languageOf(typed);
  const seems = seemsIn(consentText);
  if (!seems || seems.includes(language)) return null;
  const { languages } = formWords;
  const names = seems.map((one_) => languages[one_]).join(words.or);
  return (
    <Notice
      tone="amber"
      title={words.consentOther(names, languages[language])}
      text={words.consentOtherText}
    />
  );
}

/** Saves the draft at every pause in typing; what cannot be saved is told when a button is pressed. */
function useSaving(onSaved: () => void) {
  const saving = useFetcher<Failed | null>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const told = useRef(onSaved);
  told.current = onSaved;
  const wasBusy = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (wasBusy.current && saving.state === 'idle' && !saving.data) told.current();
    wasBusy.current = saving.state !== 'idle';
  }, [saving.state, saving.data]);
  return {
    onChange(event: FormEvent<HTMLElement>) {
      const { form, name } = event.target as HTMLInputElement;
      if (!form) return;
      clearTimeout(timer.current);
      // In another language the form has other words, which the fields are to show.
      if (name === 'language') form.requestSubmit(form.querySelector<HTMLElement>('[value=save]'));
      else
        timer.current = setTimeout(() => {
          const fields = new FormData(form);
          fields.set('intent', 'preview');
          saving.submit(fields, { method: 'post' });
        }, PAUSE_MS);
    },
    state: saving.state === 'idle' ? (saving.data ? ('unsaved' as const) : null) : ('saving' as const),
  };
}

function Wording({ kind, texts, typed, failed }: EditorProps) {
  const main: [FormText, string][] = [
    [`title_${kind}`, words.titleOf],
    [`intro_${kind}`, words.introOf],
    [`button_${kind}`, words.buttonOf],
    ['thanks_title', words.textNames.thanks_title ?? ''],
    ['thanks', words.textNames.thanks ?? ''],
  ];
  const known = new Set<FormText>(main.map(([key]) => key));
  const isOfOther = (key: FormText) => /^(title|intro|button)_/.test(key) && !known.has(key);
  const others = SELLER_TEXTS.filter((key) => !known.has(key) && !isOfOther(key));
  const input = (key: FormText, label: string) => (
    <TextInput
      key={key}
      name={`text.${key}`}
      type="text"
      label={label}
      value={one(typed, `text.${key}`) || texts[key]}
      maxLength={TEXT_MOST}
      optional
      error={failed?.errors[`text.${key}`]}
    />
  );
  return (
    <FieldGroup title={words.wording} intro={words.wordingNote}>
      {main.map(([key, label]) => input(key, label))}
      <Disclosure summary={words.otherTexts}>
        {others.map((key) => input(key, words.textNames[key] ?? texts[key]))}
      </Disclosure>
    </FieldGroup>
  );
}

function Questions({ questions, typed }: EditorProps) {
  const isUnworded = questions.some(({ label }) => label[languageOf(typed)] === undefined);
  return (
    <FieldGroup
      title={words.questions}
      intro={questions.length > 0 ? words.questionsNote : words.noQuestions}
    >
      {isUnworded && (
        <Notice
          tone="amber"
          title={words.questionsOther(formWords.languages[languageOf(typed)])}
          text={words.questionsOtherText}
        />
      )}
      {questions.map(({ key, label, required }) => {
        const name = label[LANGUAGE] ?? key;
        return (
          <fieldset key={key} className="flex min-w-0 flex-col gap-2 rounded border border-line p-3">
            <legend className="px-1 text-sm font-medium">{name}</legend>
            {required ? (
              <p className="py-1.5 text-sm text-ink-soft">{words.nicheNeeds}</p>
            ) : (
              <div className="flex flex-wrap gap-x-6">
                <Checkbox name={`ask.${key}`} checked={all(typed, `ask.${key}`).length > 0}>
                  {words.ask}
                </Checkbox>
                <Checkbox name={`required.${key}`} checked={all(typed, `required.${key}`).length > 0}>
                  {words.mustAnswer}
                </Checkbox>
              </div>
            )}
            <div className="grid grid-cols-[5rem_minmax(0,1fr)] gap-3">
              <TextInput
                name={`place.${key}`}
                type="text"
                inputMode="numeric"
                label={words.place}
                value={one(typed, `place.${key}`)}
                maxLength={2}
              />
              <TextInput
                name={`label.${key}`}
                type="text"
                label={words.label}
                value={one(typed, `label.${key}`)}
                maxLength={160}
                optional
              />
            </div>
          </fieldset>
        );
      })}
    </FieldGroup>
  );
}

function Estimate({ questions, typed, failed, currency }: EditorProps & { currency: string }) {
  const rows = [
    { name: ['estimate.low', 'estimate.high'] as const, label: words.base },
    ...estimateRows(questions).map(({ question, option, label }) => ({
      name: [amountField(question, option, 'low'), amountField(question, option, 'high')] as const,
      label,
    })),
  ];
  return (
    <FieldGroup title={words.estimate} intro={words.estimateNote(currency)}>
      {rows.map(({ name: [low, high], label }) => (
        <fieldset key={low} className="flex min-w-0 flex-col gap-1">
          <legend className="text-sm">{label}</legend>
          <div className="grid grid-cols-2 gap-3">
            {([low, high] as const).map((name, end) => (
              <TextInput
                key={name}
                name={name}
                type="text"
                inputMode="decimal"
                label={end === 0 ? words.from : words.to}
                value={one(typed, name)}
                maxLength={AMOUNT_MOST}
                error={failed?.errors[name]}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </FieldGroup>
  );
}

function Look({ typed, failed }: EditorProps) {
  return (
    <FieldGroup title={words.look}>
      <Field id="accent" label={words.accent} hint={words.accentHint} error={failed?.errors.accent}>
        <input
          id="accent"
          name="accent"
          type="color"
          defaultValue={one(typed, 'accent')}
          aria-describedby="accent-hint"
          className={`${CONTROL} max-w-24`}
        />
      </Field>
      <Select
        name="scheme"
        label={words.scheme}
        value={one(typed, 'scheme')}
        choices={SCHEMES.map((value) => ({ value, label: words.schemes[value] }))}
      />
      <Select
        name="radius"
        label={words.radius}
        value={one(typed, 'radius')}
        choices={Object.entries(words.radii).map(([value, label]) => ({ value, label }))}
      />
    </FieldGroup>
  );
}
