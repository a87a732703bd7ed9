import { z } from 'zod';
import type { Question } from '#app/domain/catalog/question.ts';
import { ANSWER_PREFIX, COLUMNS_MOST, type ColumnUse, DATE_ORDERS, FIELDS } from './import.ts';

/** What a seller may say of a file's columns: each use once, and of a niche's questions only those it has. */
export function mappingSchema(questions: readonly Question[]) {
  const uses = new Set<string>([...FIELDS, ...questions.map(({ key }) => `${ANSWER_PREFIX}${key}`)]);
  const use = z.custom<ColumnUse>((value) => typeof value === 'string' && uses.has(value), 'column_use');
  return z.strictObject({
    columns: z
      .array(use.nullable())
      .max(COLUMNS_MOST)
      .superRefine((columns, ctx) => {
        columns.forEach((one, at) => {
          if (one !== null && columns.indexOf(one) < at)
            ctx.addIssue({ code: 'custom', path: [at], message: 'column_twice' });
        });
        if (!columns.includes('phone') && !columns.includes('email'))
          ctx.addIssue({ code: 'custom', message: 'contact_column_needed' });
      }),
    hasHead: z.boolean(),
    dateOrder: z.enum(DATE_ORDERS),
    timezone: z.string().max(64),
    region: z.string().max(64).nullable(),
    offersWording: z.boolean(),
  });
}
