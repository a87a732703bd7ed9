import { invalid } from './errors.mjs';
import { words } from './words.mjs';

/** Currencies in which Stripe takes payments (docs.stripe.com/currencies). */
const SUPPORTED = new Set(
  `usd aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf clp cny
  cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl hrk htg huf idr ils inr isk jmd
  jpy kes kgs khr kmf krw kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok
  npr nzd pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd
  twd tzs uah ugx uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw bhd jod kwd omr tnd`.split(/\s+/),
);

/** The smallest unit is the whole one; ISK and UGX count in hundredths for all that, and HUF too when charging. */
const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));

/** Minimum charge in minor units. Others have the worth of 0.50 USD, which the sandbox has no rates to reckon with. */
const MINIMUM = {
  ...{
    usd: 50,
    aed: 200,
    aud: 50,
    bgn: 100,
    brl: 50,
    cad: 50,
    chf: 50,
    czk: 1500,
    dkk: 250,
    eur: 50,
    gbp: 30,
  },
  ...{ hkd: 400, huf: 17500, inr: 50, jpy: 50, mxn: 1000, myr: 200, nok: 300, nzd: 50, pln: 200, ron: 200 },
  ...{ sek: 300, sgd: 50, thb: 1000 },
};
const MINIMUM_ELSEWHERE = 1;
const MAX_DIGITS = 8;
/** Of these the last digits must be zero: the fraction is written and never used. */
const WHOLE_ONLY = { isk: 100, ugx: 100, bhd: 10, jod: 10, kwd: 10, omr: 10, tnd: 10 };

/** What Stripe pays out in whole units alone, though it is charged in hundredths (docs.stripe.com/currencies#special-cases). */
const PAID_OUT_WHOLE = { huf: 100, twd: 100 };

/** @throws ApiError when an amount cannot leave for a bank: it has a fraction that is charged and not paid out */
export function checkPayout(amount, currency) {
  const step = PAID_OUT_WHOLE[currency] ?? WHOLE_ONLY[currency] ?? 1;
  if (amount % step !== 0) throw invalid(words.api.wholeAmounts(currency, step), { param: 'amount' });
}

/** The currency in small letters. @throws ApiError when Stripe does not take it */
export function readCurrency(text, param = 'currency') {
  const currency = text.toLowerCase();
  if (!SUPPORTED.has(currency)) throw invalid(words.api.badCurrency(text, [...SUPPORTED]), { param });
  return currency;
}

/** @throws ApiError when an amount cannot be charged: too small, too large, or a fraction that the currency has not. */
export function checkAmount(
  amount,
  currency,
  { param = 'amount', tooSmall = words.api.amountTooSmall } = {},
) {
  const minimum = MINIMUM[currency] ?? MINIMUM_ELSEWHERE;
  if (amount < minimum) {
    throw invalid(tooSmall(`${formatSymbol(minimum, currency)} ${currency}`), {
      code: 'amount_too_small',
      param,
    });
  }
  if (String(amount).length > MAX_DIGITS) {
    throw invalid(words.api.amountTooLarge(formatSymbol(10 ** MAX_DIGITS - 1, currency)), {
      code: 'amount_too_large',
      param,
    });
  }
  const step = WHOLE_ONLY[currency] ?? 1;
  if (amount % step !== 0) throw invalid(words.api.wholeAmounts(currency, step), { param });
}

function decimalsOf(currency) {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

function format(amount, currency, options) {
  const decimals = decimalsOf(currency);
  return new Intl.NumberFormat('en', {
    ...options,
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(amount / 10 ** decimals);
}

/** `$10.00`, as the API's messages write amounts. */
export function formatSymbol(amount, currency) {
  return format(amount, currency, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
}

/** `5,000.00 UAH`, as the pages write amounts. */
export function formatCode(amount, currency) {
  return `${format(amount, currency, {})} ${currency.toUpperCase()}`;
}
