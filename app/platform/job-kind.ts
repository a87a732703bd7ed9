import type { z } from 'zod';

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

export function deadLetterOf(kind: JobKind): string {
  return `${kind.name}-dead`;
}
