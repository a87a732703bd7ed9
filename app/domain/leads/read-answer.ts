import type { PostedAnswer } from './posted-request.ts';

/** Names of fields as our own schema has them; others are the sender's words. */
const OWN_FIELD = /^[a-z_]{1,24}(\.([a-z_]{1,24}|\d{1,2})){0,3}$/;
const CODE = /^[a-z_]{1,64}$/;
const ERRORS_LIMIT = 20;
const HIDDEN = '•••';

/** What an answer of the posting API said, in codes alone. */
export function readAnswer(text: string): PostedAnswer {
  const body = JSON.parse(text) as {
    id?: string;
    status?: string | number;
    code?: string;
    errors?: { field: string; code: string }[];
  };
  const code = String(body.code ?? body.status ?? '');
  return {
    code: CODE.test(code) ? code : '',
    leadId: body.code === undefined ? (body.id ?? null) : null,
    errors: (body.errors ?? [])
      .slice(0, ERRORS_LIMIT)
      .map(({ field, code: why }) => ({ field: OWN_FIELD.test(field) ? field : HIDDEN, code: why })),
  };
}
