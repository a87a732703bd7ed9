import type { z } from 'zod';
import { fieldWords, refusalWords, titleWords, unitWords } from '#app/words/en/api.ts';
import { type ApiRefusal, REFUSALS } from './refusals.ts';

export type FieldError = { field: string; code: string; message: string };

export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: ApiRefusal;
  request_id: string;
  errors: FieldError[];
};

type Params = Readonly<Record<string, string | number>>;

/** An answer of RFC 9457. */
export function problem(
  code: ApiRefusal,
  requestId: string,
  params: Params = {},
  errors: FieldError[] = [],
): Problem {
  const { status } = REFUSALS[code];
  const field = 'field' in REFUSALS[code] ? (REFUSALS[code] as { field: string }).field : null;
  const detail = refusalWords[code](params);
  return {
    type: `/docs/api#${code}`,
    title: titleWords[status] ?? code,
    status,
    detail,
    code,
    request_id: requestId,
    errors: field && errors.length === 0 ? [{ field, code, message: detail }] : errors,
  };
}

/** One entry per field that is wrong, in words of the catalogue; what was sent is not repeated. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => fieldError([...issue.path, key], 'unrecognized', {}));
    }
    return [describe(issue)];
  });
}

function describe(issue: z.core.$ZodIssue): FieldError {
  const { path } = issue;
  // A schema may name its own code where the general one says too little.
  if (isFieldCode(issue.message)) return fieldError(path, issue.message, {});
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? fieldError(path, 'required', {})
        : fieldError(path, 'invalid_type', { expected: issue.expected });
    case 'too_small':
      return fieldError(path, 'too_small', { minimum: String(issue.minimum), unit: unitOf(issue.origin) });
    case 'too_big':
      return fieldError(path, 'too_big', { maximum: String(issue.maximum), unit: unitOf(issue.origin) });
    case 'invalid_value':
      return fieldError(path, 'invalid_value', { values: issue.values.join(', ') });
    case 'invalid_format':
      return fieldError(path, 'invalid_format', { format: issue.format.replace(/_/g, ' ') });
    default:
      return fieldError(path, 'invalid', {});
  }
}

function isFieldCode(code: string): code is keyof typeof fieldWords {
  return Object.hasOwn(fieldWords, code);
}

function unitOf(origin: string): string {
  return Object.hasOwn(unitWords, origin) ? ` ${unitWords[origin]}` : '';
}

function fieldError(path: readonly PropertyKey[], code: keyof typeof fieldWords, params: Params): FieldError {
  return { field: path.map(String).join('.'), code, message: fieldWords[code](params) };
}
