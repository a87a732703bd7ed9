import { randomUUID } from 'node:crypto';
import {
  type ActionFunctionArgs,
  type AppLoadContext,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, Link, useActionData, useLoaderData } from '@remix-run/react';
import { idempotencyOf, leadBody, prepareBody } from '#app/api/leads.ts';
import type { Offer } from '#app/domain/catalog/offer.ts';
import type { Question } from '#app/domain/catalog/question.ts';
import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Taken } from '#app/domain/leads/intake.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx';
import { dateTimeIn } from '#app/ui/date-time.ts';
import { DateTimeInput } from '#app/ui/date-time-input.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { RegionCombobox } from '#app/ui/region-combobox.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { sellerWords } from '#app/words/en/seller.ts';
import { all, attempt, type Failed, failed, one, parseForm, readForm, type Typed } from '../form.ts';
import { type Member, requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { CountedText } from './counted-text.tsx';
import { FieldGroup } from './field-group.tsx';
import {
  ANSWER_PREFIX,
  LEAD_FIELDS,
  LEAD_REFUSALS,
  leadBodyOf,
  sayLeadErrors,
  wrongAnswers,
} from './lead-values.ts';
import { chosenRegions } from './read-offer-form.ts';
import { resolveRegions } from './resolve-regions.ts';

const words = sellerWords.newLead;
const LANGUAGE = 'en';
const OFFERS_LIMIT = 100;
const WANTED_DAYS = ['3', '7', '14', '30', '60', '90', '180', '365'];

export const meta: MetaFunction = () => [{ title: words.meta }];

/** Offers that take leads now. */
async function activeOffers(context: AppLoadContext, { organisation }: Member): Promise<Offer[]> {
  const offers = await readOffers(context.db, {
    organisationId: organisation.id,
    limit: OFFERS_LIMIT,
    before: null,
  });
  return offers.filter(({ status }) => status === 'active');
}

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const query = new URL(args.request.url).searchParams;
  const [reference, offers] = await Promise.all([readReference(db.pool), activeOffers(args.context, member)]);
  const wanted = offers.find(({ id }) => id === query.get('offer'));
  const offer = wanted ?? (offers.length === 1 ? offers[0] : undefined);
  const nameOf = ({ niche, regions }: Offer) =>
    sellerWords.leads.offerName(
      nicheNameOf(reference, niche),
      regionNameOf(reference, regions[0] ?? ''),
      regions.length - 1,
    );
  return {
    choices: offers.map((one) => ({ value: one.id, label: nameOf(one) })),
    offer: offer
      ? {
          id: offer.id,
          name: nameOf(offer),
          onlyRegion: offer.regions.length === 1 ? chosenRegions(reference, offer.regions) : [],
          places: offer.regions.map((code) => regionNameOf(reference, code)).join('; '),
          channels: offer.channels,
          consentText: offer.consentText,
          questions: reference.niches.get(offer.niche)?.questions ?? [],
        }
      : null,
    isTest: query.get('test') === 'yes',
    agreedAt: dateTimeIn(now, member.organisation.timezone),
    /** Sent twice, a form makes one lead. */
    formKey: randomUUID(),
  };
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const reference = await readReference(args.context.db.pool);
  const offers = await activeOffers(args.context, member);
  const sent = await readForm(args.request);
  const { codes, error } = resolveRegions(
    reference,
    all(sent, 'region').slice(0, 1),
    one(sent, 'region_add'),
  );
  const isMissed = error !== null && codes.length === 0;
  const typed: Typed = {
    ...sent,
    region: codes.slice(-1),
    region_add: isMissed ? (sent.region_add ?? []) : [],
  };
  const shown = { regions: chosenRegions(reference, all(typed, 'region')) };
  const offer = offers.find(({ id }) => id === one(typed, 'offer_id'));
  const questions = (offer && reference.niches.get(offer.niche)?.questions) ?? [];

  const said = leadBodyOf(typed, questions);
  const parsed = parseForm(leadBody, typed, said, LEAD_FIELDS);
  const wrong: Record<string, string> = {
    ...(error ? { region: error } : {}),
    ...wrongAnswers(questions, said.attributes),
    ...(one(typed, 'agreed') === 'yes' ? {} : { agreed: words.errors.agreed }),
  };
  if (!parsed.ok || Object.keys(wrong).length > 0) {
    const found = parsed.ok ? failed(typed, {}) : sayLeadErrors(parsed.failed);
    return { ...shown, failed: { ...found, errors: { ...found.errors, ...wrong } } };
  }
  // What was typed belongs to the key: a form gone back to and changed is another lead.
  const key = JSON.stringify([one(typed, 'form_key'), typed]);
  const taken = await attempt(typed, send(args.context, member, parsed.data, key), LEAD_REFUSALS);
  if (!taken.ok) return { ...shown, failed: taken.failed };
  return redirect(`/sell/leads/${taken.data.leadId}?done=${taken.data.isRepeated ? 'repeated' : 'sent'}`);
}

/** @throws Refusal `organisation_blocked`, `idempotency_key_reused` and those of `prepareBody` */
async function send(
  { db, now, takeLead }: AppLoadContext,
  { organisation }: Member,
  body: Parameters<typeof prepareBody>[2],
  key: string,
): Promise<{ leadId: string; isRepeated: boolean }> {
  if (organisation.blocked) throw new Refusal('organisation_blocked');
  const taken: Taken = await takeLead({
    prepared: await prepareBody(db, organisation.id, body),
    idempotency: idempotencyOf(db, key, body),
    waitMs: 0,
    now,
  });
  if (taken.kind === 'key_reused') throw new Refusal('idempotency_key_reused');
  return taken.kind === 'repeated'
    ? { leadId: taken.leadId, isRepeated: true }
    : { leadId: taken.lead.id, isRepeated: false };
}

export default function NewLead() {
  const { choices, offer } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/sell/leads', label: words.back }} />
      {choices.length === 0 ? (
        <EmptyState
          title={words.noOffer.title}
          text={words.noOffer.text}
          action={
            <ButtonLink to="/sell/offers" kind="main">
              {words.noOffer.action}
            </ButtonLink>
          }
        />
      ) : offer ? (
        <LeadForm offer={offer} />
      ) : (
        <ChooseOffer />
      )}
    </>
  );
}

/** The niche of the offer decides what is asked, so the offer comes first. */
function ChooseOffer() {
  const { choices, isTest } = useLoaderData<typeof loader>();
  return (
    <Form method="get" className="flex max-w-xl flex-col gap-5">
      {isTest && <input type="hidden" name="test" value="yes" />}
      <Select name="offer" label={words.offer} value="" choices={choices} />
      <div>
        <SubmitButton>{words.choose}</SubmitButton>
      </div>
    </Form>
  );
}

type OfferView = NonNullable<ReturnType<typeof useLoaderData<typeof loader>>['offer']>;

function LeadForm({ offer }: { offer: OfferView }) {
  const { choices, isTest, formKey } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const typed = answer?.failed.typed ?? {};
  const errors = answer?.failed.errors ?? {};
  return (
    <PostForm failed={answer?.failed}>
      <input type="hidden" name="offer_id" value={offer.id} />
      <input type="hidden" name="form_key" value={one(typed, 'form_key') || formKey} />
      <p className="flex flex-wrap gap-x-3">
        <span className="font-medium">{offer.name}</span>
        {choices.length > 1 && <Link to="/sell/leads/new">{words.otherOffer}</Link>}
      </p>
      <RadioGroup
        name="kind"
        label={words.kind}
        value={one(typed, 'kind') || (isTest ? 'test' : 'real')}
        choices={(['real', 'test'] as const).map((value) => ({
          value,
          label: words.kinds[value],
          hint: words.kindHints[value],
        }))}
      />
      <Person typed={typed} errors={errors} />
      <Need offer={offer} typed={typed} errors={errors} />
      <Answers questions={offer.questions} typed={typed} errors={errors} />
      <Consent offer={offer} typed={typed} errors={errors} />
      <TextInput
        name="external_id"
        type="text"
        label={words.externalId}
        hint={words.externalIdHint}
        optional
        value={one(typed, 'external_id')}
        maxLength={200}
        error={errors.external_id}
      />
      <div>
        <SubmitButton>{words.send}</SubmitButton>
      </div>
    </PostForm>
  );
}

type PartProps = { typed: Typed; errors: Failed['errors'] };

function Person({ typed, errors }: PartProps) {
  return (
    <FieldGroup title={words.person}>
      <TextInput
        name="name"
        type="text"
        label={words.name}
        value={one(typed, 'name')}
        maxLength={200}
        error={errors.name}
      />
      <TextInput
        name="phone"
        type="tel"
        inputMode="tel"
        label={words.phone}
        hint={words.phoneHint}
        value={one(typed, 'phone')}
        maxLength={64}
        error={errors.phone}
      />
      <TextInput
        name="email"
        type="email"
        inputMode="email"
        label={words.email}
        value={one(typed, 'email')}
        maxLength={320}
        error={errors.email}
      />
    </FieldGroup>
  );
}

function Need({ offer, typed, errors }: PartProps & { offer: OfferView }) {
  const answer = useActionData<typeof action>();
  return (
    <FieldGroup title={words.need}>
      <RegionCombobox
        name="region"
        label={words.region}
        hint={words.regionHint(offer.places)}
        chosen={answer?.regions ?? offer.onlyRegion}
        added={one(typed, 'region_add')}
        error={errors.region}
      />
      <TextInput
        name="city"
        type="text"
        label={words.city}
        optional
        value={one(typed, 'city')}
        maxLength={120}
        error={errors.city}
      />
      <TextArea
        name="message"
        label={words.message}
        hint={words.messageHint}
        optional
        value={one(typed, 'message')}
        maxLength={4_000}
        error={errors.message}
      />
      <Select
        name="wanted_within_days"
        label={words.wanted}
        optional
        value={one(typed, 'wanted_within_days')}
        choices={[
          { value: '', label: words.wantedNot },
          ...WANTED_DAYS.map((value) => ({ value, label: words.wantedDays(Number(value)) })),
        ]}
        error={errors.wanted_within_days}
      />
      <Select
        name="channel"
        label={words.channel}
        value={one(typed, 'channel') || (offer.channels[0] ?? '')}
        choices={offer.channels.map((value) => ({ value, label: sellerWords.channels[value] }))}
        error={errors.channel}
      />
    </FieldGroup>
  );
}

function Answers({ questions, typed, errors }: PartProps & { questions: readonly Question[] }) {
  if (questions.length === 0) return null;
  return (
    <FieldGroup title={words.answers} intro={words.answersIntro}>
      {questions.map((question) => (
        <QuestionField
          key={question.key}
          question={question}
          given={all(typed, ANSWER_PREFIX + question.key)}
          error={errors[ANSWER_PREFIX + question.key]}
        />
      ))}
    </FieldGroup>
  );
}

function QuestionField(props: { question: Question; given: readonly string[]; error: string | undefined }) {
  const { question, given } = props;
  const field = {
    name: ANSWER_PREFIX + question.key,
    label: question.label[LANGUAGE] ?? question.key,
    optional: true,
    error: props.error,
  };
  const value = given[0] ?? '';
  const options = (question.options ?? []).map((option) => ({
    value: option.value,
    label: option.label[LANGUAGE] ?? option.value,
  }));
  const notSaid = { value: '', label: words.notSaid };
  switch (question.type) {
    case 'integer':
    case 'number':
      return (
        <TextInput
          {...field}
          type="text"
          inputMode={question.type === 'integer' ? 'numeric' : 'decimal'}
          hint={words.range(question.min, question.max)}
          value={value}
          maxLength={20}
          {...(question.unit ? { suffix: question.unit } : {})}
        />
      );
    case 'boolean':
      return (
        <Select
          {...field}
          value={value}
          choices={[notSaid, { value: 'yes', label: words.yes }, { value: 'no', label: words.no }]}
        />
      );
    case 'choice':
      return <Select {...field} value={value} choices={[notSaid, ...options]} />;
    case 'choices':
      return <CheckboxGroup {...field} values={given} choices={options} inline />;
  }
}

function Consent({ offer, typed, errors }: PartProps & { offer: OfferView }) {
  const { agreedAt } = useLoaderData<typeof loader>();
  const isTyped = typed.consent_at !== undefined;
  return (
    <FieldGroup title={words.consent}>
      <CountedText
        name="consent_text"
        label={words.consentText}
        value={isTyped ? one(typed, 'consent_text') : offer.consentText}
        maxLength={4_000}
        rows={4}
        error={errors.consent_text}
      />
      <DateTimeInput
        name="consent_at"
        label={words.consentAt}
        value={isTyped ? { text: one(typed, 'consent_at'), zone: one(typed, 'consent_at_zone') } : agreedAt}
        error={errors.consent_at}
      />
      <Checkbox name="agreed" checked={one(typed, 'agreed') === 'yes'} error={errors.agreed}>
        {words.consentTick}
      </Checkbox>
    </FieldGroup>
  );
}
