import { words } from '../words.mjs';
import { html } from './html.mjs';

/** A whole page; `isWide` gives it two columns where there is room. */
export function page({ title, isWide = false, status = 200 }, ...content) {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="stylesheet" href="/assets/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header class="banner">${words.pages.banner}</header>
<main class="${isWide ? 'wide' : 'narrow'}">${content}</main>
<footer>${words.pages.footer}</footer>
</body>
</html>
`;
  return { status, html: text };
}

/** A page that has nothing to do on it but to leave. */
export function deadEnd({ title, text, status, backTo, backText }) {
  return page(
    { title, status },
    html`<section class="panel">
<h1>${title}</h1>
<p>${text}</p>
${backTo && html`<p class="leave"><a href="${backTo}">${backText}</a></p>`}
</section>`,
  );
}

/** What is wrong with a form, before it; it takes the focus, so that it is read first. */
export function errorSummary(errors) {
  if (errors.length === 0) return undefined;
  return html`<section class="notice" tabindex="-1" autofocus role="alert" aria-labelledby="errors">
<h2 id="errors">${words.pages.errorsTitle}</h2>
<ul>${errors.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}</ul>
</section>`;
}

/** One of several answers of which one is chosen. `note` says what it means. */
export function choice({ name, value, id, title, note, isChosen, describedBy }) {
  return html`<label class="choice" for="${id}">
<input type="radio" id="${id}" name="${name}" value="${value}"${isChosen && html` checked`}${
    describedBy && html` aria-describedby="${describedBy}"`
  } required>
<span><span class="number">${title}</span>${note && html`<span class="small soft">${note}</span>`}</span>
</label>`;
}

/** A line to type into, with its hint above and what is wrong beside it. */
export function textField({ name, type = 'text', label, hint, value, error, autocomplete }) {
  const describedBy = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return html`<div class="field">
<label class="label" for="${name}">${label}</label>
${hint && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${error && html`<p class="error" id="${name}-error">${error}</p>`}
<input type="${type}" id="${name}" name="${name}" value="${value}" autocomplete="${autocomplete}"${
    describedBy && html` aria-describedby="${describedBy}"`
  }${error && html` aria-invalid="true"`} required>
</div>`;
}
