import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { answerAuthentication, nothing, payCheckout, showAuthentication, showCheckout } from './checkout.mjs';
import { enterOnboarding, showOnboarding, submitOnboarding } from './onboarding.mjs';

const PAGES = [
  { call: 'GET', pattern: /^\/c\/pay\/(?<id>cs_\w+)$/, run: showCheckout },
  { call: 'POST', pattern: /^\/c\/pay\/(?<id>cs_\w+)$/, run: payCheckout },
  { call: 'GET', pattern: /^\/authenticate\/(?<id>(?:pi|seti)_\w+)$/, run: showAuthentication },
  { call: 'POST', pattern: /^\/authenticate\/(?<id>(?:pi|seti)_\w+)$/, run: answerAuthentication },
  { call: 'GET', pattern: /^\/setup\/e\/(?<account>acct_\w+)\/(?<token>\w+)$/, run: enterOnboarding },
  { call: 'GET', pattern: /^\/setup\/c\/(?<visit>\w+)$/, run: showOnboarding },
  { call: 'POST', pattern: /^\/setup\/c\/(?<visit>\w+)$/, run: submitOnboarding },
];

/** Runs the page of an address: `{ status, html }` or `{ redirect }`. */
export function runPage(tx, { method, path, form }) {
  for (const { call, pattern, run } of PAGES) {
    const match = call === method ? pattern.exec(path) : null;
    if (match) return run(tx, { ...match.groups, form });
  }
  return nothing();
}

const { resolve } = createRequire(import.meta.url);
const font = (subset) => resolve(`@fontsource-variable/inter/files/inter-${subset}-wght-normal.woff2`);
const ASSETS = {
  '/assets/style.css': { type: 'text/css; charset=utf-8', file: new URL('./style.css', import.meta.url) },
  '/assets/inter-latin.woff2': { type: 'font/woff2', file: font('latin') },
  '/assets/inter-cyrillic.woff2': { type: 'font/woff2', file: font('cyrillic') },
};

/** What pages load; undefined when there is no such thing. */
export function readAsset(path) {
  const asset = Object.hasOwn(ASSETS, path) ? ASSETS[path] : undefined;
  return asset && { type: asset.type, bytes: readFileSync(asset.file) };
}
