import { z } from 'zod';
import { apiWords, titleWords } from '#app/words/en/api.ts';
import { type ApiRefusal, REFUSALS } from './refusals.ts';

export type Json = Record<string, unknown>;

const PROBLEM_TYPE = 'application/problem+json';

/** A schema as OpenAPI 3.1 has it. */
export function toSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

/** Refusals of one status are one response that lists their codes. */
export function refusalsOf(codes: readonly ApiRefusal[]): Json {
  const byStatus = Map.groupBy(codes, (code) => REFUSALS[code].status);
  return Object.fromEntries(
    [...byStatus].map(([status, list]) => [
      String(status),
      {
        description: `${titleWords[status]}. ${apiWords.refusedAs(list.join(', '))}`,
        'x-codes': list,
        content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}
