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
  /** What a job is made into when it fails: jobs that have nothing to do with one another, which it carried together. */
  split?(data: Data): Data[];
};

export function defineJob<Data extends object>(kind: JobKind<Data>): JobKind<Data> {
  return kind;
}

/** The subjects of a job that is about several of one sort. */
export type Ids = { readonly ids: readonly string[] };

/** A job costs the queue about as much as a sale costs the ledger, so what happens together shares one. */
const IDS_PER_JOB = 10;

/** A kind whose jobs are about up to ten subjects each, which are worked one by one should one of them fail. */
export function defineJobOfIds(kind: Omit<JobKind<Ids>, 'schema' | 'split'>): JobKind<Ids> {
  return {
    ...kind,
    schema: z.object({ ids: z.array(z.string()).min(1) }),
    split: ({ ids }) => ids.map((id) => ({ ids: [id] })),
  };
}

/** Lays out subjects over jobs of a kind that takes several. */
export function jobsOfIds(ids: readonly string[]): Ids[] {
  return Array.from({ length: Math.ceil(ids.length / IDS_PER_JOB) }, (_, job) => ({
    ids: ids.slice(job * IDS_PER_JOB, (job + 1) * IDS_PER_JOB),
  }));
}

export function deadLetterOf(kind: JobKind): string {
  return `${kind.name}-dead`;
}
