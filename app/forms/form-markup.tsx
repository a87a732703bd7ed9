import type { ReactNode } from 'react';
import type { FormQuestion } from '#app/domain/forms/asked-questions.ts';
import { estimate } from '#app/domain/forms/estimate.ts';
import { estimateValue } from '#app/domain/forms/estimate-text.ts';
import type { ContactField } from '#app/domain/forms/form-spec.ts';
import { one, QUESTION_PREFIX } from '#app/domain/forms/read-answers.ts';
import type { FormView } from './form-view.ts';
import { withName } from './with-name.ts';

/** More than so many options are a list to open. */
const RADIOS_MOST = 7;

/**
 * A form as plain markup: all of it can be filled in and sent without a script. The script hides the steps but one, and what
 * is marked `data-script` is only shown by it.
 */
export function FormMarkup({ view }: { view: FormView }) {
  const { form, action, token, heading, notice, posted } = view;
  const { texts } = form.spec;
  const Heading = heading === 1 ? 'h1' : 'h2';
  const steps = stepsOf(view);
  return (
    <form className="birja" method="post" action={action} data-kind={form.kind} aria-labelledby="f-title">
      <div className="head">
        <Heading id="f-title">{texts[`title_${form.kind}`]}</Heading>
        <p>{texts[`intro_${form.kind}`]}</p>
      </div>
      <Errors view={view} />
      <p className="notice" role="status" hidden={notice === null}>
        {notice}
      </p>
      {['page', 'referrer', 'started'].map((name) => (
        <input key={name} type="hidden" name={name} value={one(posted, name)} />
      ))}
      <input type="hidden" name="token" value={token} />
      <div className="trap" aria-hidden="true">
        <label htmlFor="f-company">{texts.leave_empty}</label>
        <input id="f-company" name="company_url" tabIndex={-1} autoComplete="off" />
      </div>
      {steps.length > 1 && (
        <div className="progress" data-script hidden>
          <p />
          <progress max={steps.length} value={1} aria-label={texts.step} />
        </div>
      )}
      {steps.map(({ key, content }) => (
        <div key={key} className="step" data-step>
          {content}
        </div>
      ))}
      <div className="nav">
        <button type="button" className="back" data-script hidden>
          {texts.back}
        </button>
        <button type="button" className="main next" data-script hidden>
          {texts.next}
        </button>
        <button type="submit" className="main send">
          {texts[`button_${form.kind}`]}
        </button>
        <button type="submit" name="again" value="yes" className="again" hidden={!view.asksCode}>
          {texts.code_again}
        </button>
      </div>
    </form>
  );
}

/** What is asked in which order: of a quiz each question by itself, the contact always last. */
function stepsOf(view: FormView): { key: string; content: ReactNode }[] {
  const { form, questions } = view;
  const asked = questions.map((question) => ({
    key: question.key,
    content: <Question key={question.key} view={view} question={question} />,
  }));
  const contact = <Contact view={view} />;
  switch (form.kind) {
    case 'quiz':
      return [...asked, { key: 'contact', content: <Titled view={view}>{contact}</Titled> }];
    case 'calculator':
      return [
        {
          key: 'questions',
          content: (
            <>
              {asked.map(({ content }) => content)}
              <Estimated view={view} />
            </>
          ),
        },
        { key: 'contact', content: <Titled view={view}>{contact}</Titled> },
      ];
    case 'form':
    case 'callback':
    case 'exit':
      return [
        {
          key: 'all',
          content: (
            <>
              {asked.map(({ content }) => content)}
              {contact}
            </>
          ),
        },
      ];
  }
}

function Titled({ view, children }: { view: FormView; children: ReactNode }) {
  return (
    <>
      <p className="subtitle">{view.form.spec.texts.contact_step}</p>
      {children}
    </>
  );
}

function Errors({ view }: { view: FormView }) {
  const { errors, form } = view;
  const all = Object.entries(errors);
  return (
    <div className="errors" role="alert" tabIndex={-1} hidden={all.length === 0}>
      <p>{form.spec.texts.errors_title}</p>
      <ul>
        {all.map(([field, sentence]) => (
          <li key={field}>
            <a href={`#${idOf(field)}`}>{withName(nameOf(view, field), sentence)}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a field is called where it is filled in; the tick of the consent has words too long to repeat. */
function nameOf({ form, questions }: FormView, field: string): string {
  if (field === 'region' || field === 'code' || field in KINDS)
    return form.spec.texts[field as ContactField | 'region' | 'code'];
  return questions.find(({ key }) => QUESTION_PREFIX + key === field)?.label ?? '';
}

export function idOf(field: string): string {
  return `f-${field.replace(/[^a-z0-9_]/gi, '-')}`;
}

/** Where the error of a field stands. */
function ErrorOf({ view, field }: { view: FormView; field: string }) {
  const sentence = view.errors[field];
  return (
    <p className="error" id={`${idOf(field)}-error`} hidden={!sentence}>
      {sentence}
    </p>
  );
}

function Label(props: { view: FormView; field: string; required: boolean; children: ReactNode }) {
  return (
    <label htmlFor={idOf(props.field)}>
      {props.children}
      {!props.required && <Optional view={props.view} />}
    </label>
  );
}

function Optional({ view }: { view: FormView }) {
  return <span className="optional"> ({view.form.spec.texts.optional})</span>;
}

const described = (view: FormView, field: string) => ({
  id: idOf(field),
  name: field,
  'aria-describedby': `${idOf(field)}-error`,
  ...(view.errors[field] ? { 'aria-invalid': true as const } : {}),
});

const KINDS: Readonly<
  Record<ContactField, { type: string; autoComplete: string; inputMode?: 'tel' | 'email'; maxLength: number }>
> = {
  name: { type: 'text', autoComplete: 'name', maxLength: 200 },
  phone: { type: 'tel', autoComplete: 'tel', inputMode: 'tel', maxLength: 64 },
  email: { type: 'email', autoComplete: 'email', inputMode: 'email', maxLength: 320 },
  city: { type: 'text', autoComplete: 'address-level2', maxLength: 120 },
  message: { type: 'text', autoComplete: 'off', maxLength: 2_000 },
};

function ContactInput({ view, field }: { view: FormView; field: ContactField }) {
  const asking = view.form.spec.fields[field];
  if (asking === 'off') return null;
  const required = asking === 'required';
  const { maxLength, ...kind } = KINDS[field];
  const value = one(view.posted, field);
  return (
    <div className="field" data-field={field} data-required={required || undefined}>
      <Label view={view} field={field} required={required}>
        {view.form.spec.texts[field]}
      </Label>
      {field === 'message' ? (
        <textarea
          {...described(view, field)}
          rows={3}
          maxLength={maxLength}
          required={required}
          defaultValue={value}
        />
      ) : (
        <input
          {...described(view, field)}
          {...kind}
          maxLength={maxLength}
          required={required}
          defaultValue={value}
        />
      )}
      <ErrorOf view={view} field={field} />
    </div>
  );
}

function Contact({ view }: { view: FormView }) {
  const { form, posted } = view;
  const { texts } = form.spec;
  return (
    <>
      <ContactInput view={view} field="message" />
      <Region view={view} />
      <ContactInput view={view} field="city" />
      <ContactInput view={view} field="name" />
      <ContactInput view={view} field="phone" />
      <ContactInput view={view} field="email" />
      <div className="field code" data-field="code" hidden={!view.asksCode}>
        <Label view={view} field="code" required>
          {texts.code}
        </Label>
        <input
          {...described(view, 'code')}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={12}
        />
        <ErrorOf view={view} field="code" />
      </div>
      <div className="field tick" data-field="consent" data-required>
        <input
          {...described(view, 'consent')}
          type="checkbox"
          value="yes"
          required
          defaultChecked={one(posted, 'consent') === 'yes'}
        />
        <label htmlFor={idOf('consent')}>{form.consentText}</label>
        <ErrorOf view={view} field="consent" />
      </div>
    </>
  );
}

function Region({ view }: { view: FormView }) {
  const { regions, posted, form } = view;
  if (regions.length < 2) return null;
  const { texts } = form.spec;
  return (
    <div className="field" data-field="region" data-required>
      <Label view={view} field="region" required>
        {texts.region}
      </Label>
      <select {...described(view, 'region')} required defaultValue={one(posted, 'region')}>
        <option value="">{texts.choose}</option>
        {regions.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <ErrorOf view={view} field="region" />
    </div>
  );
}

function Question({ view, question }: { view: FormView; question: FormQuestion }) {
  const field = QUESTION_PREFIX + question.key;
  const { texts } = view.form.spec;
  const { required, label } = question;
  switch (question.type) {
    case 'integer':
    case 'number':
      return (
        <div className="field" data-field={field} data-required={required || undefined}>
          <Label view={view} field={field} required={required}>
            {label}
            {question.unit && `, ${question.unit}`}
          </Label>
          <input
            {...described(view, field)}
            type="text"
            inputMode={question.type === 'integer' ? 'numeric' : 'decimal'}
            autoComplete="off"
            maxLength={20}
            required={required}
            defaultValue={one(view.posted, field)}
            data-number
          />
          <ErrorOf view={view} field={field} />
        </div>
      );
    case 'boolean':
      return (
        <Group
          view={view}
          question={question}
          options={[
            { value: 'yes', label: texts.yes },
            { value: 'no', label: texts.no },
          ]}
        />
      );
    case 'choice':
      if (question.options.length <= RADIOS_MOST)
        return <Group view={view} question={question} options={question.options} />;
      return (
        <div className="field" data-field={field} data-required={required || undefined}>
          <Label view={view} field={field} required={required}>
            {label}
          </Label>
          <select {...described(view, field)} required={required} defaultValue={one(view.posted, field)}>
            <option value="">{texts.choose}</option>
            {question.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ErrorOf view={view} field={field} />
        </div>
      );
    case 'choices':
      return <Group view={view} question={question} options={question.options} />;
  }
}

function Group(props: {
  view: FormView;
  question: FormQuestion;
  options: readonly { value: string; label: string }[];
}) {
  const { view, question, options } = props;
  const field = QUESTION_PREFIX + question.key;
  const isMany = question.type === 'choices';
  const given = view.posted[field] ?? [];
  return (
    <fieldset
      className="field"
      data-field={field}
      data-required={question.required || undefined}
      id={idOf(field)}
      tabIndex={-1}
      aria-describedby={`${idOf(field)}-error`}
    >
      <legend>
        {question.label}
        {!question.required && <Optional view={view} />}
      </legend>
      <div className="options">
        {options.map(({ value, label }) => (
          <label key={value} className="option">
            <input
              type={isMany ? 'checkbox' : 'radio'}
              name={field}
              value={value}
              required={question.required && !isMany}
              defaultChecked={given.includes(value)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
      <ErrorOf view={view} field={field} />
    </fieldset>
  );
}

/** What it would cost; a browser without a script is told after the form was sent. */
function Estimated({ view }: { view: FormView }) {
  const { spec } = view.form;
  const nothing = spec.calculator && estimate(spec.calculator, {});
  return (
    <div className="estimate" data-script hidden>
      <span>{spec.texts.estimate}</span>
      <output aria-live="polite">{nothing ? estimateValue(spec, nothing) : spec.texts.estimate_more}</output>
    </div>
  );
}

/** What stands in the form's place once it was taken. */
export function ThanksMarkup(props: {
  texts: { thanks_title: string; thanks: string };
  heading: 1 | 2;
  estimate: string | null;
}) {
  const Heading = props.heading === 1 ? 'h1' : 'h2';
  return (
    <div className="birja thanks" role="status" tabIndex={-1}>
      <Heading>{props.texts.thanks_title}</Heading>
      <p>{props.texts.thanks}</p>
      {props.estimate && <p className="subtitle">{props.estimate}</p>}
    </div>
  );
}

/** What stands there instead of a form that takes nothing. */
export function SentenceMarkup({ sentence }: { sentence: string }) {
  return (
    <div className="birja">
      <h1>{sentence}</h1>
    </div>
  );
}
