/** Jobs of which is kept when they ran and what came of it, by their names, in the order in which a night runs them. */
export const PRICE_JOBS = [
  'refit-prices',
  'forecast-demand',
  'check-offers',
  'mail-outlooks',
  'measure-competition',
  'update-prices',
] as const;
export type PriceJob = (typeof PRICE_JOBS)[number];

/** What a run of a job about prices came to: counts, and words by their code. */
export type RunFigures = Readonly<Record<string, number | string | null>>;

export type PriceRun = {
  readonly id: string;
  readonly job: string;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** `lost`: its process died, or it runs longer than any may. */
  readonly state: 'running' | 'done' | 'failed' | 'lost';
  readonly figures: RunFigures;
  readonly code: string | null;
};
