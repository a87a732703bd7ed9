import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Verified } from '#app/domain/leads/contact.ts';
import type { Idempotency, Intake, Taken } from '#app/domain/leads/intake.ts';
import { prepareLead } from '#app/domain/leads/prepare-lead.ts';
import { readEarlier } from '#app/domain/leads/read-earlier.server.ts';
import { HOUR_MS, MINUTE_MS } from '#app/kernel/time.ts';
import { addressBlock } from '#app/platform/address-block.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { FormText } from '#app/words/en/form-texts.ts';
import { askedQuestions } from './asked-questions.ts';
import { countLimits } from './count-limits.server.ts';
import { type Estimate, estimate } from './estimate.ts';
import { estimateText } from './estimate-text.ts';
import { CHANNEL_OF, type ShownForm } from './form.ts';
import { type FormToken, readFormToken } from './form-token.server.ts';
import { judgePost } from './judge-post.ts';
import { one, type Posted, type ReadAnswers, readAnswers, type Said } from './read-answers.ts';
import { readShownForm } from './read-shown-form.server.ts';
import { readTags } from './read-tags.ts';
import { type RegionChoice, regionChoices } from './region-choices.ts';
import { verifyNumber } from './verify-number.server.ts';

/** From one network by one form. Without a script there is no proof of work, so fewer. */
const POSTS_MOST = { proven: 20, plain: 6 };
const POSTS_WINDOW_MS = 10 * MINUTE_MS;
/** Without a script by one form, from whatever networks. */
const PLAIN_MOST = 300;
const PAGE_MOST = 2_000;
const AGENT_MOST = 500;

export type PostOutcome =
  | {
      readonly kind: 'taken';
      readonly form: ShownForm;
      readonly isRepeated: boolean;
      readonly estimate: Estimate | null;
    }
  /** A code was told by phone and is waited for. */
  | { readonly kind: 'code'; readonly form: ShownForm; readonly said: Said; readonly isWrong: boolean }
  | { readonly kind: 'wrong'; readonly form: ShownForm; readonly errors: ReadAnswers['errors'] }
  | { readonly kind: 'refused'; readonly form: ShownForm; readonly said: Said; readonly status: number };

export type FormPost = {
  readonly formId: string;
  readonly posted: Posted;
  /** What the visitor's script worked out; null of a browser that runs none. */
  readonly proof: number | null;
  readonly address: string;
  readonly userAgent: string | null;
  /** Its seller tries the form: the lead goes the whole way, costs nothing and counts nowhere. */
  readonly test?: boolean;
  readonly now: Date;
};

/**
 * Takes what a visitor sent by a form. A lead comes of it or a sentence for the visitor that says why not; nothing is dropped in
 * silence. Sent twice, by a double click or because an answer was lost, it makes one lead and gives the same answer.
 * @returns null where there is no such form
 */
export async function takeFormPost(
  db: Db,
  input: FormPost & { takeLead: (intake: Intake) => Promise<Taken> },
): Promise<PostOutcome | null> {
  const { posted, now } = input;
  const text = one(posted, 'token');
  const token = readFormToken(db.keys.signing, text);
  const met = await readShownForm(
    db,
    input.formId,
    token?.formId === input.formId ? token.version : undefined,
  );
  if (!met) return null;
  const { form } = met;
  const refused = (said: Said, status: number): PostOutcome => ({ kind: 'refused', form, said, status });
  const doubt = judgePost({
    kind: form.kind,
    formId: form.id,
    token: token && { ...token, text },
    trap: one(posted, 'company_url'),
    proof: input.proof,
    now,
  });
  if (doubt || !token) return refused({ text: doubt ?? 'not_ours' }, 422);

  const reference = await readReference(db.pool);
  const questions = askedQuestions(form.spec, reference.niches.get(form.offer.niche)?.questions ?? []);
  const regions = regionChoices(reference, form.offer.regions, form.spec.language);
  const answers = readAnswers({ spec: form.spec, questions, regions, posted });
  if (Object.keys(answers.errors).length > 0) return { kind: 'wrong', form, errors: answers.errors };

  const idempotency = idempotencyOf(db, token, posted);
  const shown = form.spec.calculator && estimate(form.spec.calculator, answers.attributes);
  const taken = (isRepeated: boolean): PostOutcome => ({ kind: 'taken', form, isRepeated, estimate: shown });
  const earlier = await readEarlier(db.pool, {
    organisationId: form.offer.organisationId,
    idempotency,
    now,
  });
  if (earlier) return earlier.kind === 'key_reused' ? refused({ text: 'sent_before' }, 409) : taken(true);
  if (!met.isOpen) return refused({ text: 'closed' }, 410);
  const number = await numberOf(db, form, { ...input, token, answers, countries: countriesOf(regions) });
  if (number.kind !== 'verified') return number;
  const late = await countPost(db, form, input);
  if (late) return refused(late, 429);
  const prepared = prepareLead(reference, form.offer, {
    ...readTags(one(posted, 'page')),
    ...whatIsNeeded(form, answers),
    test: input.test ?? false,
    contact: { ...contactOf(form, answers, shown, input), verified: number.verified },
    consent: { text: form.consentText, givenAt: now, form: { id: form.id, version: form.version } },
  });
  const outcome = await input.takeLead({ prepared, idempotency, waitMs: 0, now });
  if (outcome.kind === 'key_reused') return refused({ text: 'sent_before' }, 409);
  return taken(outcome.kind === 'repeated');
}

/** One token, one lead: what was sent by it is told from what else is sent by it later. */
function idempotencyOf(db: Db, token: FormToken, posted: Posted): Idempotency {
  const { token: _token, code: _code, again: _again, started: _started, ...rest } = posted;
  const said = JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    key: lookupHash(db.keys.lookup, 'intake-key', `form:${token.nonce}`).toString('base64url'),
    requestHash: lookupHash(db.keys.lookup, 'request', said),
  };
}

const countriesOf = (regions: readonly RegionChoice[]) =>
  new Set(regions.map(({ code }) => code.slice(0, 2)));

/**
 * Whether the number is in the hands of whoever left it, where the offer promises that. Only numbers of the countries that it
 * takes leads from are told a code: messages to some others are dear, and asked for by whoever is paid for them.
 */
async function numberOf(
  db: Db,
  form: ShownForm,
  input: FormPost & { token: FormToken; answers: ReadAnswers; countries: ReadonlySet<string> },
): Promise<PostOutcome | { kind: 'verified'; verified: Verified | null }> {
  const { answers, posted, token } = input;
  const wrong = (text: FormText): PostOutcome => ({ kind: 'wrong', form, errors: { phone: { text } } });
  if (form.offer.targetAction !== 'verified_contact') return { kind: 'verified', verified: null };
  // The offer came to promise it after the form was published.
  if (form.spec.fields.phone === 'off')
    return { kind: 'refused', form, said: { text: 'closed' }, status: 410 };
  if (answers.phoneE164 === null) return wrong('needed');
  if (!input.countries.has(answers.phoneCountry ?? '')) return wrong('code_country');
  const verdict = await verifyNumber(db, {
    form,
    nonce: token.nonce,
    phoneE164: answers.phoneE164,
    code: one(posted, 'code'),
    isAgain: one(posted, 'again') === 'yes',
    address: input.address,
    isProven: input.proof !== null,
    now: input.now,
  });
  switch (verdict.kind) {
    case 'verified':
      return verdict;
    case 'asked':
      return { kind: 'code', form, said: verdict.said, isWrong: verdict.isWrong };
    case 'refused':
      return { kind: 'refused', form, said: verdict.said, status: verdict.status };
  }
}

function countPost(db: Db, form: ShownForm, { address, proof, now }: FormPost): Promise<Said | null> {
  const who = `${form.id} ${addressBlock(address)}`;
  const limits =
    proof === null
      ? [
          { what: 'form-plain', who, limit: POSTS_MOST.plain, windowMs: POSTS_WINDOW_MS },
          { what: 'form-plain-all', who: form.id, limit: PLAIN_MOST, windowMs: HOUR_MS },
        ]
      : [{ what: 'form-post', who, limit: POSTS_MOST.proven, windowMs: POSTS_WINDOW_MS }];
  return countLimits(db, limits, now);
}

function whatIsNeeded(form: ShownForm, answers: ReadAnswers) {
  return {
    region: answers.region ?? '',
    city: answers.contact.city,
    language: form.spec.language,
    attributes: answers.attributes,
    wantedWithinDays: null,
    budget: null,
    decisionMaker: null,
    preferredChannel: null,
    channel: CHANNEL_OF[form.kind],
    traffic: null,
    externalId: null,
  };
}

function contactOf(
  form: ShownForm,
  { contact }: ReadAnswers,
  shown: Estimate | null,
  { posted, address, userAgent }: FormPost,
) {
  const page = one(posted, 'page').slice(0, PAGE_MOST) || null;
  const said = shown && form.spec.calculator && estimateText(form.spec, shown);
  return {
    name: contact.name,
    phone: contact.phone,
    email: contact.email,
    message: [contact.message, said].filter((part) => part).join('\n\n') || null,
    photos: [],
    sourceUrl: page,
    referrer: one(posted, 'referrer').slice(0, PAGE_MOST) || null,
    consentUrl: page,
    ip: address,
    userAgent: userAgent?.slice(0, AGENT_MOST) ?? null,
  };
}
