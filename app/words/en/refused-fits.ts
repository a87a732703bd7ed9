import type { FitRefusal } from '#app/domain/pricing/judge-fit.ts';
import { priceJobWords, refusals } from './price-jobs.ts';

type Params = Readonly<Record<string, string>>;

const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString('en')} ${count === 1 ? one : more}`;
const { percent } = priceJobWords;
/** With the sign that money has. */
const signed = (share: number) => `${share > 0 ? '+' : share < 0 ? '\u2212' : ''}${percent(Math.abs(share))}`;

const inMails: Readonly<Record<string, string>> = {
  fewer_sales: 'it rests on clearly fewer sales than the last one',
  worse_than_belief: 'it foretold the latest prices worse than the published figures do without any sale',
  worse_on_latest: 'it foretold the latest prices clearly worse than the last one did its own',
};

/** The mail of a night’s fit that was refused. */
export const refusedFitMail = {
  subject: (p: Params) =>
    Number(p.nights) > 1
      ? `The price model has not been published for ${p.nights} nights`
      : 'Tonight’s price model was not published',
  lines: (p: Params) => [
    `The price model ${p.version}, fitted to ${p.rows} prices, was not published: ${inMails[p.reason ?? ''] ?? p.reason}. ${
      p.published ? `Quotes go on by ${p.published} of ${p.publishedOn}.` : 'Quotes go on as they were.'
    }`,
    ...(p.published ? [`It rests on ${p.sales} sales, the published one on ${p.publishedSales}.`] : []),
    ...(Number(p.nights) > 1 ? [`Fits have been refused since ${p.since}, on ${p.nights} nights.`] : []),
    'Look whether sales or prices of late are odd. If they are as they should be, accept the fit: quotes go by it then, and the next nights are held against it.',
    'While this lasts you are told once a week, and sooner when the reason changes.',
  ],
  link: 'Look at the refused fit',
} as const;

/** The admin's page of the fit that was refused. */
export const refusedFitWords = {
  meta: 'Refused fit – Birja admin',
  title: 'Refused fit of the price model',
  intro:
    'A night’s fit that was judged a bad one. Quotes go on by the last published one until a fit is good again, or you accept this one.',
  back: 'Price jobs',
  link: 'Look at it, and accept it if it is right',
  task: (nights: number) =>
    `The price model was refused on ${many(nights, 'night', 'nights')} and is not published`,

  none: {
    title: 'No fit waits for you',
    text: 'The newest fit of the price model is published, or none was made yet. A fit that is refused is shown here, with what it would change.',
  },

  standing: (nights: number, since: string) =>
    nights === 1
      ? `The price model of ${since} was not published`
      : `The price model has not been published for ${nights} nights, since ${since}`,
  because: (reason: FitRefusal) => `The newest fit was refused: ${refusals[reason]}.`,
  quotedBy: (version: string, fitted: string) =>
    `Quotes go on by ${version}, fitted on ${fitted}, and its hourly updates.`,
  updatesEnded: (version: string, fitted: string, days: number) =>
    `Quotes go on by ${version}, fitted on ${fitted}. It is older than ${days} days, so it gets no hourly updates any more: sales since then are not in the prices.`,
  quotedByFigures: 'Quotes go on by the published figures (cold start).',

  facts: 'The fit',

  why: 'Why it was refused',
  whyIntro:
    'What is asked of a fit, in the order in which it is looked at. Errors are medians, of the latest sales foretold from what came before; half were foretold better.',
  test: 'What is asked',
  tests: {
    fewer_sales: 'About as many sales as the published model',
    worse_than_belief: 'No worse than the published figures',
    worse_on_latest: 'Not clearly worse than the published model was',
  } satisfies Record<FitRefusal, string>,
  value: 'This fit',
  against: 'Held against',
  bound: 'Asked',
  verdict: 'Verdict',
  met: 'Met',
  missed: 'Missed',
  notAsked: 'Not asked',
  notAskedWhy: 'nothing to hold it against',
  tooFew: 'too few',
  sales: (count: number) => many(count, 'sale', 'sales'),
  againstOf: {
    fewer_sales: 'the published model',
    worse_than_belief: 'published figures',
    worse_on_latest: 'the published model on its own',
  } satisfies Record<FitRefusal, string>,
  heldAgainst: (value: string, whose: string) => `${value}, ${whose}`,
  atLeast: (count: number) => `at least ${many(Math.ceil(count), 'sale', 'sales')}`,
  atMost: (share: number) => `at most ${percent(share)}`,
  percent,

  changes: 'What would change',
  changesIntro: (count: number, shown: number) =>
    count > shown
      ? `Median of a warm lead this month, now and by this fit: the ${shown} largest changes among the ${count} niches and countries that most was sold of.`
      : 'Median of a warm lead this month, now and by this fit, in the niches and countries that most was sold of: the largest change first.',
  changesSum: (down: number, up: number, middle: number) =>
    `${down === 0 ? 'No price' : many(down, 'price', 'prices')} would fall, ${up === 0 ? 'none' : up.toLocaleString('en')} would rise; half change by ${percent(middle)} or less.`,
  cell: 'Niche and country',
  soldThere: 'Sales',
  now: 'Now',
  by: 'By this fit',
  change: 'Change',
  signed,
  noChanges: {
    title: 'Nothing to compare',
    text: 'No niche and country is known that this fit was made from.',
  },

  notKept: {
    title: 'This fit cannot be accepted',
    text: 'What it learned was not kept, or an earlier release learned it in another form or on top of other published figures. The next night’s fit can be accepted, if that is refused too.',
  },

  accept: 'Accept it',
  acceptIntro:
    'Accept it when the fall in sales or the new prices are real. It is published as the night’s job would have done it: quotes go by it within seconds, offers are held against it at night, and the next fits are judged against it.',
  submit: 'Publish this fit',
  ask: 'Publish the refused fit?',
  askText:
    'All quotes change to it within seconds. It cannot be taken back: the next good fit takes its place.',
  figures: {
    fit: 'Fit',
    refusedFor: 'Refused for',
    sales: 'Sales',
    salesOf: (sales: number, published: number | null) =>
      published === null
        ? many(sales, 'sale', 'sales')
        : `${sales.toLocaleString('en')}, published model ${published.toLocaleString('en')}`,
    error: 'Error on the latest sales',
    errorOf: (error: string, belief: string | null, last: string | null) =>
      `${error}${belief === null ? '' : `; published figures ${belief}`}${last === null ? '' : `; published model on its own ${last}`}`,
    largest: 'Largest change',
    largestOf: (cell: string, from: string, to: string, change: string) =>
      `${cell}: ${from} → ${to} (${change})`,
    reason: 'Reason',
  },
  refusedFor: (reason: FitRefusal) => refusals[reason],
  cellOf: (niche: string, country: string) => `${niche}, ${country}`,
  confirm: 'Publish it',
  done: {
    title: 'The fit is published',
    text: 'Quotes go by it within seconds. It stands among the versions below.',
  },
} as const;
