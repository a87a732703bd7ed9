import { CHANNELS, TRAFFIC_KINDS } from '#app/domain/catalog/offer.ts';
import { answers, type Question } from '#app/domain/catalog/question.ts';
import { isId } from '#app/kernel/ids.ts';
import { CURRENCIES } from '#app/kernel/money.ts';

export type Masked =
  | null
  | boolean
  | number
  | string
  | readonly Masked[]
  | { readonly [key: string]: Masked };

type Mask = (value: unknown) => Masked;
type Tree = { readonly [field: string]: Mask | Tree };

const HIDDEN = '•••';
const SHAPE_LIMIT = 60;
const FIELDS_LIMIT = 40;
const ITEMS_LIMIT = 5;
const LONGEST_WAIT_DAYS = 3_650;

/** Letters and figures are hidden, signs and length are left: enough to see that a number came without its plus. */
const shape: Mask = (value) =>
  typeof value === 'string' ? value.slice(0, SHAPE_LIMIT).replace(/[\p{L}\p{N}\p{M}]/gu, '•') : HIDDEN;

const hidden: Mask = (value) => (value === null ? null : HIDDEN);

const shapes: Mask = (value) => (Array.isArray(value) ? value.slice(0, ITEMS_LIMIT).map(shape) : HIDDEN);

/** What is one of a closed set says nothing of a person; anything else in its place might. */
const kept =
  (isHarmless: (value: unknown) => boolean): Mask =>
  (value) =>
    value === null || isHarmless(value) ? (value as Masked) : HIDDEN;

const oneOf = (values: readonly unknown[]) => kept((value) => values.includes(value));
const like = (pattern: RegExp) => kept((value) => typeof value === 'string' && pattern.test(value));
const yesOrNo = kept((value) => typeof value === 'boolean');

const TREE: Tree = {
  offer_id: kept((value) => typeof value === 'string' && isId('offer', value)),
  contact: { name: shape, phone: shape, email: shape },
  region: like(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/),
  city: shape,
  language: like(/^[a-z]{2,3}$/),
  message: hidden,
  wanted_within_days: kept(
    (value) => Number.isInteger(value) && Math.abs(value as number) <= LONGEST_WAIT_DAYS,
  ),
  budget: { amount_minor: like(/^[1-9][0-9]{0,14}$/), currency: oneOf(CURRENCIES) },
  decision_maker: yesOrNo,
  preferred_channel: oneOf(['phone', 'email', 'messenger', 'sms', 'other']),
  photos: hidden,
  channel: oneOf(CHANNELS),
  source: {
    url: hidden,
    referrer: hidden,
    campaign: shape,
    traffic: oneOf(TRAFFIC_KINDS),
    sub_ids: shapes,
    utm: hidden,
    ip: shape,
    user_agent: hidden,
  },
  consent: {
    text: hidden,
    url: hidden,
    given_at: like(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/),
  },
  external_id: shape,
  test: yesOrNo,
};

/**
 * A request for a lead as it may be kept and shown again: every value that could name or reach a person is hidden, and so is
 * every field that nobody asked for, by value and by name.
 * @param questions of the offer's niche; none where the offer is not known
 */
export function maskRequest(body: unknown, questions: readonly Question[]): Masked {
  const attributes = Object.fromEntries(
    questions.map((question) => [question.key, kept((value) => answers(question, value))]),
  );
  return maskTree({ ...TREE, attributes }, body);
}

function maskTree(tree: Tree, value: unknown): Masked {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return hidden(value);
  const masked: Record<string, Masked> = {};
  for (const [name, inner] of Object.entries(value).slice(0, FIELDS_LIMIT)) {
    const mask = Object.hasOwn(tree, name) ? tree[name] : undefined;
    if (mask === undefined) masked[HIDDEN] = HIDDEN;
    else masked[name] = typeof mask === 'function' ? mask(inner) : maskTree(mask, inner);
  }
  return masked;
}
