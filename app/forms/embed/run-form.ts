import type { Answer } from '#app/domain/catalog/question.ts';
import { estimate } from '#app/domain/forms/estimate.ts';
import { estimateValue } from '#app/domain/forms/estimate-text.ts';
import type { ScriptConfig } from '../embed-config.tsx';
import { withName } from '../with-name.ts';
import { proveWork } from './prove-work.ts';
import { tell } from './tell.ts';

const PATIENCE_MS = 30_000;
const QUESTION_PREFIX = 'q.';

type Said =
  | { status: 'taken'; title: string; text: string; estimate: string | null }
  | { status: 'wrong'; errors: Record<string, string> }
  | { status: 'refused'; notice: string; token: string | null }
  | { status: 'code'; notice: string };

/**
 * Makes a form that stands in a page, ours or a foreign one, a lively one: one step at a time, an estimate as one answers, sent
 * without leaving the page. Without it the same form is filled in whole and sent as forms always were.
 * @param source where the visitor is, where the markup does not say it
 * @param taken is told once the form was taken
 */
export function runForm(
  form: HTMLFormElement,
  config: ScriptConfig,
  source: { page: string; referrer: string } | null,
  taken: () => void = () => undefined,
): void {
  const shownAt = performance.now();
  const all = <E extends HTMLElement>(selector: string) => [...form.querySelectorAll<E>(selector)];
  const one = <E extends HTMLElement>(selector: string) => form.querySelector(selector) as E;
  const steps = all('[data-step]');
  const notice = one('.notice');
  const summary = one('.errors');
  const [back, next, send] = [one('.back'), one('.next'), one<HTMLButtonElement>('.send')];
  let { token } = config;
  let work: Promise<number> | null = null;
  let step = 0;
  let isBusy = false;

  form.noValidate = true;
  if (source) {
    one<HTMLInputElement>('[name=page]').value = source.page;
    one<HTMLInputElement>('[name=referrer]').value = source.referrer;
  }
  for (const hidden of all('.progress,.estimate')) hidden.hidden = false;
  showStep(
    Math.max(
      0,
      steps.findIndex((each) => each.querySelector('[aria-invalid]')),
    ),
  );
  showEstimate();

  form.addEventListener('input', begin, { once: true });
  form.addEventListener('input', (event) => {
    showEstimate();
    const field = (event.target as HTMLElement).closest<HTMLElement>('[data-field]');
    if (field) sayError(field, '');
  });
  back.addEventListener('click', () => moveTo(step - 1));
  next.addEventListener('click', goOn);
  summary.addEventListener('click', (event) => {
    // Within a shadow tree a browser does not find where such a link leads.
    const to = (event.target as HTMLElement).getAttribute('href');
    if (!to) return;
    event.preventDefault();
    one(`[id="${to.slice(1)}"]`)?.focus();
  });
  form.addEventListener('submit', (event) => {
    const isLast = step === steps.length - 1;
    if (isLast && config.isPreview && complain(missing(steps[step])) === 0) return;
    event.preventDefault();
    if (!isLast) goOn();
    else if (!config.isPreview) submit((event.submitter as HTMLButtonElement | null)?.name === 'again');
  });

  function begin(): void {
    if (config.isPreview) return;
    tell('start', { action: config.action, token });
    one<HTMLInputElement>('[name=started]').value = 'yes';
    prove();
  }

  function prove(): Promise<number> {
    work ??= proveWork(token, config.workBits);
    return work;
  }

  function showStep(to: number): void {
    step = to;
    steps.forEach((each, index) => {
      each.hidden = index !== step;
    });
    const isLast = step === steps.length - 1;
    back.hidden = step === 0;
    next.hidden = isLast;
    send.hidden = !isLast;
    const progress = form.querySelector<HTMLElement>('.progress');
    if (!progress) return;
    const said = config.texts.step
      .replace('{step}', String(step + 1))
      .replace('{steps}', String(steps.length));
    const [words, bar] = progress.children as unknown as [HTMLElement, HTMLProgressElement];
    words.textContent = said;
    bar.value = step + 1;
    bar.setAttribute('aria-label', said);
  }

  function moveTo(to: number): void {
    complain({});
    showStep(to);
    steps[step]?.querySelector<HTMLElement>('input,select,textarea')?.focus();
  }

  function goOn(): void {
    if (complain(missing(steps[step])) === 0) moveTo(step + 1);
  }

  /** What of a step has to be answered and is not; everything else is the server's to say. */
  function missing(within: HTMLElement | undefined): Record<string, string> {
    const given = new FormData(form);
    const errors: Record<string, string> = {};
    for (const field of within?.querySelectorAll<HTMLElement>('[data-required]') ?? []) {
      const name = field.dataset.field ?? '';
      if (!given.getAll(name).some((value) => String(value).trim() !== ''))
        errors[name] = name === 'consent' ? config.texts.consent_needed : config.texts.needed;
    }
    return errors;
  }

  /** Shows what is wrong where it is wrong, and all of it in front. @returns how much that is */
  function complain(errors: Record<string, string>): number {
    const list = summary.querySelector('ul') as HTMLElement;
    list.textContent = '';
    const count = Object.keys(errors).length;
    for (const field of all('[data-field]')) {
      const sentence = errors[field.dataset.field ?? ''] ?? '';
      sayError(field, sentence);
      if (!sentence) continue;
      const link = document.createElement('a');
      link.href = `#${controlOf(field).id}`;
      link.textContent = withName(nameOf(field), sentence);
      list.appendChild(document.createElement('li')).append(link);
    }
    summary.hidden = count === 0;
    if (count > 0) {
      const at = steps.findIndex((each) => each.querySelector('[aria-invalid]'));
      if (at >= 0 && at !== step) showStep(at);
      summary.focus();
    }
    return count;
  }

  /** As the markup of the server names it: the label without what is said of it being optional. */
  function nameOf(field: HTMLElement): string {
    if (field.dataset.field === 'consent') return '';
    const label = field.querySelector('label,legend')?.cloneNode(true) as HTMLElement | undefined;
    label?.querySelector('.optional')?.remove();
    return label?.textContent?.trim() ?? '';
  }

  function controlOf(field: HTMLElement): HTMLElement {
    if (field.tagName === 'FIELDSET') return field;
    return field.querySelector('input,select,textarea') as HTMLElement;
  }

  function sayError(field: HTMLElement, sentence: string): void {
    const error = field.querySelector('.error') as HTMLElement;
    error.textContent = sentence;
    error.hidden = sentence === '';
    const control = controlOf(field);
    if (sentence) control.setAttribute('aria-invalid', 'true');
    else control.removeAttribute('aria-invalid');
  }

  function say(sentence: string): void {
    notice.textContent = sentence;
    notice.hidden = sentence === '';
  }

  function showEstimate(): void {
    const { calculator } = config;
    const output = form.querySelector('output');
    if (!calculator || !output) return;
    const said = estimate(calculator, answersSoFar());
    output.textContent = said ? estimateValue(config, said) : config.texts.estimate_more;
  }

  function answersSoFar(): Record<string, Answer> {
    const answers: Record<string, Answer> = {};
    const given = new FormData(form);
    for (const field of all('[data-field]')) {
      const name = field.dataset.field ?? '';
      const values = given.getAll(name).map(String).filter(Boolean);
      const [first] = values;
      if (!name.startsWith(QUESTION_PREFIX) || first === undefined) continue;
      const isNumber = field.querySelector('[data-number]');
      const number = Number(first.replace(/\s/g, '').replace(',', '.'));
      if (isNumber && !Number.isFinite(number)) continue;
      const isMany = field.querySelector('[type=checkbox]');
      answers[name.slice(QUESTION_PREFIX.length)] = isNumber ? number : isMany ? values : first;
    }
    return answers;
  }

  async function submit(isAgain: boolean): Promise<void> {
    if (isBusy || complain(missing(steps[step])) > 0) return;
    isBusy = true;
    send.setAttribute('aria-disabled', 'true');
    say(config.texts.sending);
    const said = await post(isAgain).catch(() => null);
    isBusy = false;
    send.removeAttribute('aria-disabled');
    say('');
    if (!said) say(config.texts.failed);
    else if (said.status === 'taken') thank(said);
    else if (said.status === 'wrong') complain(said.errors);
    else {
      say(said.notice);
      if (said.status === 'code') askCode();
      else if (said.token) {
        token = said.token;
        work = null;
        one<HTMLInputElement>('[name=token]').value = token;
      }
    }
  }

  async function post(isAgain: boolean): Promise<Said> {
    const fields: Record<string, string[]> = {};
    for (const [name, value] of new FormData(form)) {
      const values = fields[name] ?? [];
      values.push(String(value));
      fields[name] = values;
    }
    if (isAgain) fields.again = ['yes'];
    const proof = await prove();
    const leftMs = shownAt + config.leastMs - performance.now();
    if (leftMs > 0) await new Promise((wake) => setTimeout(wake, leftMs));
    const response = await fetch(config.action, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fields, proof }),
      credentials: 'omit',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return response.json();
  }

  function askCode(): void {
    one('.code').hidden = false;
    one('.again').hidden = false;
    one('[name=code]').focus();
  }

  function thank(said: Said & { status: 'taken' }): void {
    const thanks = document.createElement('div');
    thanks.className = 'birja thanks';
    thanks.tabIndex = -1;
    thanks.setAttribute('role', 'status');
    const title = thanks.appendChild(document.createElement(one('.head').children[0]?.tagName ?? 'h2'));
    title.textContent = said.title;
    for (const text of [said.text, said.estimate])
      if (text) thanks.appendChild(document.createElement('p')).textContent = text;
    form.replaceWith(thanks);
    thanks.focus();
    taken();
  }
}
