import type { FitRefusal } from '#app/domain/pricing/judge-fit.ts';
import type { PriceJob, PriceRun, RunFigures } from '#app/domain/pricing/price-run.ts';

export const refusals: Readonly<Record<FitRefusal, string>> = {
  fewer_sales: 'clearly fewer sales than the last one',
  worse_than_belief: 'worse on the latest prices than the published figures',
  worse_on_latest: 'clearly worse on the latest prices than the last one',
};

const updateRefused = 'the fit alone tells these sales better';

const count = (figures: RunFigures, name: string) => Number(figures[name] ?? 0).toLocaleString('en');

/** A count with its noun, which ends in s but for one. */
const many = (figures: RunFigures, name: string, noun: string) =>
  `${count(figures, name)} ${noun}${figures[name] === 1 ? '' : 's'}`;

/** What came of a run, in one sentence. */
const results: Readonly<Record<PriceJob, (figures: RunFigures) => string>> = {
  'refit-prices': (f) => {
    const basis = `${many(f, 'sales', 'sale')}, ${many(f, 'asks', 'ask')}, ${many(f, 'bids', 'bid')}`;
    if (f.version === null) return `Nothing to learn from yet: ${basis}`;
    return f.refusedFor === null
      ? `Published, from ${basis}`
      : `Refused, ${refusals[f.refusedFor as FitRefusal]}: ${basis}`;
  },
  'forecast-demand': (f) =>
    `${many(f, 'forecasts', 'forecast month')} from ${many(f, 'counted', 'monthly count')}`,
  'check-offers': (f) =>
    `${many(f, 'checked', 'offer')}: ${count(f, 'moved')} moved, ${count(f, 'held')} held, ${count(f, 'left')} left their band, ${count(f, 'warned')} warned, ${count(f, 'paused')} paused`,
  'mail-outlooks': (f) => `${many(f, 'mailed', 'mail')} of ${count(f, 'due')} due`,
  'measure-competition': (f) =>
    `${many(f, 'markets', 'market')} from ${many(f, 'orders', 'order')} and ${many(f, 'offers', 'offer')}`,
  'update-prices': (f) => {
    if (f.version === null) return 'Too little was sold since the last version';
    const basis = many(f, 'fresh', 'new sale');
    return f.refusedFor === null ? `Published, from ${basis}` : `Refused, ${updateRefused}: ${basis}`;
  },
};

/** The admin's page of what the jobs about prices did. */
export const priceJobWords = {
  meta: 'Price jobs – Birja admin',
  title: 'Price jobs',
  intro: 'What the jobs about prices did, and which price model quotes are made by.',
  all: 'All jobs',
  jobs: 'Jobs',
  names: {
    'refit-prices': 'Refit of the price model',
    'forecast-demand': 'Forecast of demand',
    'check-offers': 'Check of offers',
    'mail-outlooks': 'Season outlooks',
    'measure-competition': 'Competition',
    'update-prices': 'Update of the price model',
  } satisfies Record<PriceJob, string>,
  job: 'Job',
  schedule: 'Schedule (UTC)',
  started: 'Last run',
  begun: 'Started',
  duration: 'Took',
  state: 'State',
  result: 'Result',
  never: 'not run yet',
  states: {
    running: 'Running',
    done: 'Done',
    failed: 'Failed',
    lost: 'Lost',
  } satisfies Record<PriceRun['state'], string>,
  resultOf: (job: string, figures: RunFigures) => results[job as PriceJob]?.(figures) ?? '',
  failedWith: (code: string) => `Code ${code}. It is tried again; what is given up stands among the jobs.`,
  lostMeans: 'Its process died, or it ran too long. It is tried again.',
  runs: 'Runs',
  runsIntro: 'The newest first. Runs of more than 90 days ago are not kept.',
  runsOf: 'Runs of',
  showRuns: 'Show',
  noRuns: {
    title: 'Nothing has run yet',
    text: 'The jobs run at night, competition and updates each hour. What each run did is listed here.',
  },
  models: 'Versions of the price model',
  modelsIntro:
    'Each night’s fit, and the hourly updates of it. Errors are of sales it had not seen: half of them were foretold better than that.',
  noModels: {
    title: 'No model was fitted yet',
    text: 'Until thirty prices are known, quotes come from the published figures (cold start).',
  },
  version: 'Version',
  fitted: 'Fitted',
  rows: 'Prices',
  error: 'Median error',
  coverage: '80 % band holds',
  latest: 'Latest sales',
  latestOf: (error: string, other: string, otherError: string, rows: number) =>
    `${error}, ${other} ${otherError} (${rows.toLocaleString('en')} sales)`,
  belief: 'published figures',
  fitAlone: 'the fit alone',
  noSales: 'no sales',
  latestNone: 'too few sales',
  use: 'Use',
  live: 'Live',
  published: 'Published',
  accepted: 'Accepted by an admin after it was refused',
  update: 'Update of the night’s fit',
  updateRefused: `Refused: ${updateRefused}`,
  refused: (reason: string) => `Refused: ${refusals[reason as FitRefusal] ?? reason}`,
  refusedBadge: 'Refused',
  percent: (share: number) => `${(share * 100).toFixed(1)} %`,
  took: (ms: number) =>
    ms < 1_000 ? `${ms} ms` : ms < 60_000 ? `${(ms / 1_000).toFixed(1)} s` : `${Math.round(ms / 60_000)} min`,
  link: 'What the jobs about prices did',
} as const;
