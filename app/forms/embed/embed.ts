import type { EmbedConfig, ScriptConfig } from '../embed-config.tsx';
import { POP_UP_RULES, popUp } from './pop-up.ts';
import { runForm } from './run-form.ts';
import { tell } from './tell.ts';

/*
 * The one script of all forms. On a page of our own it enlivens the form that stands there. On any other site,
 *   <script src="https://…/embed.js" data-form="form_…" async></script>
 * puts the form where the script stands, into a shadow tree, where neither's rules of style reach the other's.
 */

const script = document.currentScript as HTMLScriptElement | null;
const given = document.getElementById('birja-config');
const formId = script?.dataset.form;

if (script && formId) {
  const start = () => embed(script, `${new URL(script.src).origin}/f/${encodeURIComponent(formId)}`);
  if (document.body) start();
  else addEventListener('DOMContentLoaded', start);
} else if (given) {
  const form = document.querySelector<HTMLFormElement>('form.birja');
  if (form) runForm(form, JSON.parse(given.textContent ?? '') as ScriptConfig, null);
}

async function embed(at: HTMLScriptElement, address: string): Promise<void> {
  const config = await read(`${address}/config`);
  // A form that is paused leaves the page as it is.
  if (!config) return;
  const holder = document.createElement('div');
  const root = holder.attachShadow({ mode: 'open' });
  const isPopUp = config.kind === 'callback' || config.kind === 'exit';
  dress(root, config.css + (isPopUp ? POP_UP_RULES : ''));
  const template = document.createElement('template');
  template.innerHTML = config.html;
  const form = template.content.firstElementChild as HTMLFormElement;
  const source = { page: location.href, referrer: document.referrer };
  const seen = () => tell('view', config);
  if (isPopUp) {
    document.body.append(holder);
    const { done } = popUp(root, form, config, seen);
    runForm(form, config, source, done);
  } else {
    root.append(form);
    if (at.closest('body')) at.after(holder);
    else document.body.append(holder);
    whenSeen(holder, seen);
    runForm(form, config, source);
  }
}

async function read(address: string): Promise<EmbedConfig | null> {
  try {
    const response = await fetch(address, { credentials: 'omit' });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** A sheet that is made is not held up by the page's policy on styles, as an element would be. */
function dress(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
}

function whenSeen(holder: Element, seen: () => void): void {
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    seen();
  });
  watch.observe(holder);
}
