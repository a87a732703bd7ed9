import { refusalWords } from './api.ts';

type Params = Readonly<Record<string, string | number>>;

/** Why a page does not do what was asked, where the API does not offer it. */
export const pageRefusals = {
  lead_erased: () =>
    'The person behind this lead withdrew, and their data are erased. Nothing more can be noted about them.',
} as const satisfies Record<string, (params: Params) => string>;

const byCode: Readonly<Record<string, (params: Params) => string>> = { ...refusalWords, ...pageRefusals };

/** The sentence for a refusal's code. */
export function pageRefusal(code: string, params: Params): string {
  const say = byCode[code];
  return say ? say(params) : refusalWords.internal();
}
