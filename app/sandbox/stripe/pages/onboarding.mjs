import { recordEvent } from '../events.mjs';
import { newId } from '../ids.mjs';
import { changeAccount } from '../resources/accounts.mjs';
import { words } from '../words.mjs';
import { nothing } from './checkout.mjs';
import { html } from './html.mjs';
import { choice, deadEnd, errorSummary, page, textField } from './layout.mjs';

const VISIT_S = 60 * 60;
const MAX_NAME_LENGTH = 200;
const KINDS = ['individual', 'company'];
const BANK_ACCOUNTS = ['works', 'document', 'fails', 'none'];

/** GET of an account link: good once and for minutes. It begins a visit; anything later is sent to `refresh_url`. */
export function enterOnboarding(tx, { account, token }) {
  const link = tx.get('account_link', token);
  if (link?.account !== account) return nothing();
  if (link.isUsed || link.expires_at <= tx.now) return { redirect: link.refresh_url };
  tx.put('account_link', { ...link, isUsed: true });
  const visit = tx.put('onboarding_visit', {
    id: newId('', 32),
    ...{ account, return_url: link.return_url, refresh_url: link.refresh_url },
    expires_at: tx.now + VISIT_S,
    isOver: false,
  });
  return { redirect: `/setup/c/${visit.id}` };
}

/** GET of the form. */
export function showOnboarding(tx, { visit: id }) {
  const visit = tx.get('onboarding_visit', id);
  if (!visit) return nothing();
  if (visit.isOver || visit.expires_at <= tx.now) return gone(visit);
  return onboardingPage(tx.get('account', visit.account), {});
}

/** POST of the form: what was told is kept, the account settled, and the visit over. */
export function submitOnboarding(tx, { visit: id, form }) {
  const visit = tx.get('onboarding_visit', id);
  if (!visit) return nothing();
  if (visit.isOver || visit.expires_at <= tx.now) return gone(visit);
  const account = tx.get('account', visit.account);
  if (form.action !== 'later') {
    const told = {
      kind: String(form.kind ?? ''),
      name: String(form.name ?? '').trim(),
      bank: String(form.bank ?? ''),
    };
    const errors = errorsOf(told);
    if (errors.length > 0) return onboardingPage(account, { told, errors });
    keep(tx, account, told);
  }
  tx.put('onboarding_visit', { ...visit, isOver: true });
  return { redirect: visit.return_url };
}

function errorsOf({ kind, name, bank }) {
  const isNamed = name !== '' && name.length <= MAX_NAME_LENGTH;
  return [
    ...(KINDS.includes(kind) ? [] : [{ field: 'kind-individual', message: words.pages.kindLacks }]),
    ...(isNamed ? [] : [{ field: 'name', message: words.pages.nameLacks }]),
    ...(BANK_ACCOUNTS.includes(bank) ? [] : [{ field: 'bank-works', message: words.pages.bankAccountLacks }]),
  ];
}

function keep(tx, account, { kind, name, bank }) {
  const known = account.external_accounts;
  const bankAccount = bank === 'none' ? undefined : newBankAccount(account, { name, kind, bank });
  if (bankAccount) tx.put('bank_account', bankAccount);
  changeAccount(tx, account, {
    business_profile: { ...account.business_profile, name },
    business_type: kind,
    company: kind === 'company' ? { name, tax_id_provided: false } : undefined,
    details_submitted: true,
    external_accounts: bankAccount ? { ...known, data: [bankAccount], total_count: 1 } : known,
    tos_acceptance: { date: tx.now },
    sandbox: {
      ...account.sandbox,
      ...{ isTold: true, hasAgreed: true },
      hasBank: bankAccount !== undefined || account.sandbox.hasBank,
      lacksDocument: bank === 'document',
      // What was asked for later on is told with this.
      asks: [],
      bankFails: bank === 'fails',
    },
  });
  if (bankAccount) {
    recordEvent(tx, 'account.external_account.created', bankAccount, { account: account.id });
  }
}

function newBankAccount(account, { name, kind, bank }) {
  const [iban] = words.pages.bankAccounts[bank];
  const nothingDue = { currently_due: [], errors: [], past_due: [], pending_verification: [] };
  return {
    id: newId('ba_1'),
    object: 'bank_account',
    account: account.id,
    account_holder_name: name,
    account_holder_type: kind,
    account_type: null,
    available_payout_methods: ['standard'],
    bank_name: 'STRIPE TEST BANK',
    country: iban.slice(0, 2),
    currency: 'eur',
    default_for_currency: true,
    fingerprint: newId('', 16),
    future_requirements: nothingDue,
    last4: iban.replaceAll(' ', '').slice(-4),
    metadata: {},
    requirements: nothingDue,
    routing_number: iban.replaceAll(' ', '').slice(4, 12),
    status: 'new',
  };
}

function onboardingPage(account, { told, errors = [] }) {
  const { merchant } = words;
  const kind = told?.kind ?? account.business_type ?? '';
  const name = told?.name ?? account.business_profile.name ?? '';
  const isComplete = account.requirements.currently_due.length === 0;
  const bank = told?.bank ?? (isComplete ? 'works' : '');
  const errorOf = (field) => errors.find((error) => error.field.startsWith(field))?.message;
  return page(
    { title: words.pages.setupTitle(merchant), status: errors.length > 0 ? 422 : 200 },
    html`<section class="panel">
<h1>${words.pages.setupTitle(merchant)}</h1>
<p>${words.pages.setup(merchant)}</p>
${errorSummary(errors)}
${account.details_submitted && errors.length === 0 && stateOf(account)}
<form method="post" novalidate>
${kindField({ kind, error: errorOf('kind') })}
${textField({
  ...{ name: 'name', label: words.pages.name, hint: words.pages.nameHint, autocomplete: 'name' },
  ...{ value: name, error: errorOf('name') },
})}
<div class="field">
<p class="label">${words.pages.country}</p>
<p class="hint">${words.pages.countryHint(merchant)}</p>
<p>${new Intl.DisplayNames('en', { type: 'region' }).of(account.country)}</p>
</div>
${bankField({ bank, error: errorOf('bank') })}
<p class="small soft">${words.pages.terms}</p>
<button name="action" value="submit">${words.pages.submit(merchant)}</button>
<button class="quiet" name="action" value="later">${words.pages.later}</button>
</form>
</section>`,
  );
}

/** What a seller who comes again has to know first. */
function stateOf({ requirements }) {
  const due = [...new Set(requirements.currently_due.map((name) => words.pages.due[name] ?? name))];
  if (due.length === 0) {
    return html`<section class="notice done"><h2>${words.pages.doneTitle}</h2><p>${words.pages.done(words.merchant)}</p></section>`;
  }
  return html`<section class="notice due"><h2>${words.pages.stillDue}</h2>
<ul>${due.map((what) => html`<li>${what}</li>`)}</ul></section>`;
}

function kindField({ kind, error }) {
  return html`<fieldset>
<legend>${words.pages.kind}</legend>
${error && html`<p class="error" id="kind-error">${error}</p>`}
${KINDS.map((one) =>
  choice({
    ...{ name: 'kind', value: one, id: `kind-${one}`, title: words.pages.kinds[one] },
    ...{ isChosen: one === kind, describedBy: error && 'kind-error' },
  }),
)}
</fieldset>`;
}

function bankField({ bank, error }) {
  return html`<fieldset>
<legend>${words.pages.bankAccount}</legend>
${error && html`<p class="error" id="bank-error">${error}</p>`}
${BANK_ACCOUNTS.map((one) => {
  const [title, note] = words.pages.bankAccounts[one];
  return choice({
    ...{ name: 'bank', value: one, id: `bank-${one}`, title, note },
    ...{ isChosen: one === bank, describedBy: error && 'bank-error' },
  });
})}
</fieldset>`;
}

function gone(visit) {
  return deadEnd({
    title: words.pages.setupGoneTitle,
    text: words.pages.setupGone,
    status: 410,
    backTo: visit.refresh_url,
    backText: words.pages.goBack(words.merchant),
  });
}
