import { CARDS, cardByNumber } from '../cards.mjs';
import {
  authenticateOnSession,
  expireSession,
  isOverdue,
  keepOnSession,
  keptOn,
  payOnSession,
} from '../checkout.mjs';
import { formatCode } from '../currencies.mjs';
import { finishAuthentication } from '../payments.mjs';
import { finishSetup } from '../setups.mjs';
import { words } from '../words.mjs';
import { html } from './html.mjs';
import { choice, deadEnd, errorSummary, page, textField } from './layout.mjs';

/** One of each kind, so that the button stands in sight; the others are one click away. */
const SHOWN_FIRST = ['4242424242424242', '4000002500003155', '4000000000000002'];
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** GET of a session's `url`. */
export function showCheckout(tx, { id }) {
  const session = openSession(tx, id);
  if (session === undefined) return nothing();
  if (session.status !== 'open') return closedPage(session);
  const intent = intentOf(tx, session);
  return checkoutPage(session, { kept: keptOn(tx, session), declined: intent && errorOf(intent)?.message });
}

/** POST of the page. A session that is paid already sends on as if it had been paid just now: a second click is no error. */
export function payCheckout(tx, { id, form }) {
  const session = openSession(tx, id);
  if (session === undefined) return nothing();
  if (session.status === 'complete') return { redirect: successUrl(session) };
  if (session.status === 'expired') return closedPage(session);

  const keptCards = keptOn(tx, session);
  const kept = keptCards.find((method) => method.id === form.card);
  const card = cardByNumber(kept?.sandbox.number ?? form.card);
  const email = asksEmail(session) ? String(form.email ?? '').trim() : undefined;
  const errors = [
    ...(email === undefined || EMAIL.test(email)
      ? []
      : [{ field: 'email', message: words.pages.emailLacks }]),
    ...(card ? [] : [{ field: `card-${CARDS[0].number}`, message: words.pages.cardLacks }]),
  ];
  if (errors.length > 0) return checkoutPage(session, { card, kept: keptCards, email: form.email, errors });

  const intent = isSetup(session)
    ? keepOnSession(tx, session, { card, email })
    : payOnSession(tx, session, { card, kept, email });
  if (intent.status === 'succeeded') return { redirect: successUrl(session) };
  if (intent.status === 'requires_action') return { redirect: `/authenticate/${intent.id}` };
  const { message } = errorOf(intent);
  const now = tx.get('checkout.session', id);
  return { ...checkoutPage(now, { card, kept: keptCards, email, declined: message }), status: 402 };
}

/** GET of the bank's question. */
export function showAuthentication(tx, { id }) {
  const intent = askedAbout(tx, id);
  if (intent?.status !== 'requires_action') return nothingToConfirm(tx, intent);
  const { last4 } = tx.get('payment_method', intent.payment_method).card;
  const { bank, bankKeeps } = words.pages;
  return page(
    { title: words.pages.bankTitle },
    html`<section class="panel">
<h1>${words.pages.bankTitle}</h1>
<p>${isSetupIntent(intent) ? bankKeeps(words.merchant) : bank(formatCode(intent.amount, intent.currency), words.merchant)}</p>
<p class="soft">${words.pages.bankCard(last4)}</p>
<form method="post">
<button name="answer" value="complete">${words.pages.bankYes}</button>
<button class="quiet" name="answer" value="fail">${words.pages.bankNo}</button>
</form>
</section>`,
  );
}

/** POST of the bank's question: on to where the payment was asked for. */
export function answerAuthentication(tx, { id, form }) {
  const intent = askedAbout(tx, id);
  if (intent?.status !== 'requires_action') return nothingToConfirm(tx, intent);
  const hasPassed = form.answer === 'complete';
  const session = sessionOf(tx, intent);
  if (session) {
    if (openSession(tx, session.id).status !== 'open') return closedPage(session);
    const after = authenticateOnSession(tx, session, hasPassed);
    if (after.status === 'succeeded') return { redirect: successUrl(session) };
    return { redirect: session.url };
  }
  const { return_url: returnUrl } = intent.next_action.redirect_to_url;
  const finish = isSetupIntent(intent) ? finishSetup : finishAuthentication;
  const after = finish(tx, intent, { hasPassed });
  if (!returnUrl) return nothingToConfirm(tx, after);
  const target = new URL(returnUrl);
  target.searchParams.set(after.object, after.id);
  target.searchParams.set(`${after.object}_client_secret`, after.client_secret);
  target.searchParams.set('redirect_status', after.status === 'succeeded' ? 'succeeded' : 'failed');
  return { redirect: target.href };
}

/** The session as it is now: one whose time is over is closed when someone looks. */
function openSession(tx, id) {
  const session = tx.get('checkout.session', id);
  return session && isOverdue(session, tx.now) ? expireSession(tx, session) : session;
}

const isSetup = ({ mode }) => mode === 'setup';
const isSetupIntent = ({ object }) => object === 'setup_intent';
const errorOf = (intent) => intent.last_payment_error ?? intent.last_setup_error;

/** What a page is about: a payment, once somebody has tried to pay, or the keeping of a card. */
function intentOf(tx, { payment_intent: payment, setup_intent: setup }) {
  return payment ? tx.get('payment_intent', payment) : setup && tx.get('setup_intent', setup);
}

const askedAbout = (tx, id) => tx.get(id.startsWith('seti_') ? 'setup_intent' : 'payment_intent', id);

function sessionOf(tx, intent) {
  const found = tx.get('session_of_intent', intent.id);
  return found && tx.get('checkout.session', found.session);
}

/** Only in this form is the place for the id filled, as at Stripe. */
const successUrl = ({ id, success_url: url }) => url.replaceAll('{CHECKOUT_SESSION_ID}', id);

const asksEmail = ({ customer, customer_email: email }) => customer === null && email === null;

function checkoutPage(session, { card, kept = [], email, errors = [], declined }) {
  const said = isSetup(session) ? sayKeeping() : sayPaying(session);
  return page(
    { title: said.title, isWide: true, status: errors.length > 0 ? 422 : 200 },
    html`<section class="summary">
<h1>${said.title}</h1>
${said.summary}
</section>`,
    html`<section class="panel">
${errorSummary(errors)}
${declined && declinedNotice(said, declined)}
<form method="post" novalidate>
${emailField(session, { email, errors })}
${cardField({ card, kept, errors })}
<button>${said.act}</button>
</form>
${session.cancel_url && html`<p class="leave"><a href="${session.cancel_url}">${said.cancel}</a></p>`}
</section>`,
  );
}

function sayPaying(session) {
  const { pages, merchant } = words;
  const amount = formatCode(session.amount_total, session.currency);
  return {
    title: pages.payTo(merchant),
    summary: html`<p class="amount">${amount}</p>
${bill(session, amount)}`,
    act: pages.pay(amount),
    cancel: pages.cancel(merchant),
    declinedTitle: pages.declinedTitle,
    declined: pages.notCharged,
  };
}

function sayKeeping() {
  const { pages, merchant } = words;
  return {
    title: pages.keepTitle(merchant),
    summary: html`<p>${pages.keepIntro(merchant)}</p>`,
    act: pages.keep,
    cancel: pages.keepCancel(merchant),
    declinedTitle: pages.notKeptTitle,
    declined: pages.notKept,
  };
}

function declinedNotice({ declinedTitle, declined }, message) {
  return html`<section class="notice" tabindex="-1" autofocus role="alert" aria-labelledby="declined">
<h2 id="declined">${declinedTitle}</h2>
<p>${message}</p>
<p>${declined}</p>
</section>`;
}

function bill({ sandbox: { lineItems }, currency }, total) {
  return html`<table class="bill">
<caption>${words.pages.items}</caption>
<tbody>${lineItems.map(
    ({ description, quantity, amount_total: amount, price, sandbox }) => html`<tr>
<th scope="row">${description}${
      sandbox.description && html`<br><span class="small soft">${sandbox.description}</span>`
    }${
      quantity > 1 &&
      html`<br><span class="small soft">${words.pages.each(quantity, formatCode(price.unit_amount, currency))}</span>`
    }</th>
<td>${formatCode(amount, currency)}</td>
</tr>`,
  )}</tbody>
${
  lineItems.length > 1 &&
  html`<tfoot><tr><th scope="row">${words.pages.total}</th><td>${total}</td></tr></tfoot>`
}
</table>`;
}

function emailField(session, { email = '', errors }) {
  if (asksEmail(session)) {
    const error = errors.find(({ field }) => field === 'email')?.message;
    const { email: label, emailHint: hint } = words.pages;
    return textField({
      ...{ name: 'email', type: 'email', label, hint, error, autocomplete: 'email' },
      value: email,
    });
  }
  const known = session.customer_details?.email ?? session.customer_email;
  return known && html`<p class="soft">${words.pages.emailShown(known)}</p>`;
}

function cardField({ card: asked, kept, errors }) {
  const card = asked ?? (kept.length > 0 ? null : CARDS[0]);
  const error = errors.find(({ field }) => field.startsWith('card-'))?.message;
  const isFirst = ({ number }) => SHOWN_FIRST.includes(number);
  const choose = (one) =>
    choice({
      name: 'card',
      value: one.number,
      id: `card-${one.number}`,
      title: words.pages.cardNumber(one.number),
      note: words.pages.cardSays[one.number],
      isChosen: one === card && !error,
      describedBy: error && 'card-error',
    });
  return html`<fieldset>
<legend>${words.pages.cards}</legend>
<p class="hint">${words.pages.cardsHint}</p>
${error && html`<p class="error" id="card-error">${error}</p>`}
${kept.map((method, at) =>
  choice({
    ...{ name: 'card', value: method.id, id: `kept-${at}` },
    title: words.pages.keptCard('Visa', method.card.last4),
    note: words.pages.keptSays,
    isChosen: card === null && at === 0,
  }),
)}
${CARDS.filter(isFirst).map(choose)}
<details${card !== null && !isFirst(card) && html` open`}>
<summary>${words.pages.moreCards}</summary>
${CARDS.filter((one) => !isFirst(one)).map(choose)}
</details>
</fieldset>`;
}

function closedPage(session) {
  const { merchant } = words;
  const isDone = session.status === 'complete';
  return deadEnd({
    ...(isDone ? sayDone(session) : sayExpired(session)),
    status: isDone ? 200 : 410,
    backTo: isDone ? successUrl(session) : session.cancel_url,
    backText: words.pages.goBack(merchant),
  });
}

function sayDone(session) {
  const { pages } = words;
  if (isSetup(session)) return { title: pages.keptTitle, text: pages.kept };
  return {
    title: pages.paidTitle,
    text: pages.paid(formatCode(session.amount_total, session.currency)),
  };
}

function sayExpired(session) {
  const { pages } = words;
  return { title: pages.expiredTitle, text: isSetup(session) ? pages.keepExpired : pages.expired };
}

function nothingToConfirm(tx, intent) {
  const session = intent && sessionOf(tx, intent);
  if (session && session.status !== 'open') return closedPage(session);
  return deadEnd({
    title: words.pages.bankDoneTitle,
    text: words.pages.bankDone,
    status: intent ? 200 : 404,
    backTo: session?.url,
    backText: session && words.pages[isSetup(session) ? 'keepTitle' : 'payTo'](words.merchant),
  });
}

/** For an address that leads nowhere. */
export function nothing() {
  return deadEnd({ title: words.pages.notFoundTitle, text: words.pages.notFound, status: 404 });
}
