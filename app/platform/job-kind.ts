import { z } from 'zod';

/** A kind of job: its name, the shape of its data (ids only) and its bounds. */
export type JobKind<Data extends object = object> = {
  readonly name: string;
  readonly schema: z.ZodType<Data>;
  /** Tries after the first, before the job is laid into its dead letter queue. */
  readonly retryLimit: number;
  /** Seconds before the first retry; doubled at each further one, up to five minutes. */
  readonly retryDelaySeconds: number;
  /** Seconds a job may run before another worker takes it over. */
  readonly expireSeconds: number;
  /** Of a job about several things: a job of this kind for each of them, which take its place when it fails. */
  partsOf?(data: Data): readonly Data[];
};

export function defineJob<Data extends object>(kind: JobKind<Data>): JobKind<Data> {
  return kind;
}

/** The subjects of a job that is about several of one sort. */
export type Ids = { readonly ids: readonly string[] };

/** A job costs the queue about as much as a sale costs the ledger, so what happens together shares one. */
const IDS_PER_JOB = 10;

/**
 * A kind whose jobs are about several subjects each, which are worked one by one should one of them fail.
 * @param formerly under which name a job of the release before carries its one subject: such may wait while this one is installed
 */
export function defineJobOfIds(
  kind: Omit<JobKind<Ids>, 'schema' | 'partsOf'> & { formerly?: string },
): JobKind<Ids> {
  const { formerly, ...rest } = kind;
  const ids = z.object({ ids: z.array(z.string()).min(1) });
  return {
    ...rest,
    schema: formerly
      ? z.union([ids, z.object({ [formerly]: z.string() }).transform((one) => ({ ids: Object.values(one) }))])
      : ids,
    partsOf: ({ ids: all }) => all.map((id) => ({ ids: [id] })),
  };
}

/** Lays out subjects over jobs of a kind that takes several. */
export function jobsOfIds(ids: readonly string[], perJob = IDS_PER_JOB): Ids[] {
  return Array.from({ length: Math.ceil(ids.length / perJob) }, (_, job) => ({
    ids: ids.slice(job * perJob, (job + 1) * perJob),
  }));
}

export function deadLetterOf(kind: JobKind): string {
  return `${kind.name}-dead`;
}
