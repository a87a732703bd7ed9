import {
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { leadOfToken } from '#app/domain/privacy/person-link.server.ts';
import { readPersonFile } from '#app/domain/privacy/read-person-file.server.ts';
import { withdrawLead } from '#app/domain/privacy/withdraw-lead.server.ts';
import { WITHDRAWAL_KINDS, type WithdrawalKind } from '#app/domain/privacy/withdrawal.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import type { PersonWords } from '#app/words/en/person.ts';
import { PERSON_LANGUAGES, personLanguageOf, personWordsIn } from '#app/words/person.ts';
import { one, readForm } from '../form.ts';
import { CollectedFacts, toCollected } from './collected-facts.tsx';
import { nicheNameOf, regionNameOf } from './names.ts';
import { PersonMoment } from './person-moment.tsx';

const LANGUAGES_LOOKED_AT = 20;
/** Our own pages hear of it, no other server. */
const REFERRER = 'same-origin';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: personWordsIn(data?.language ?? 'en').meta },
  { name: 'robots', content: 'noindex, nofollow' },
  { name: 'referrer', content: REFERRER },
];

/**
 * Nobody but its person may come to it, and no other server hears of its address. Ours must: a browser that may name no referrer sends a
 * form without its origin, which is refused, and who runs no scripts could not withdraw.
 */
export const headers: HeadersFunction = () => ({
  'cache-control': 'no-store',
  'referrer-policy': REFERRER,
  'x-robots-tag': 'noindex, nofollow',
});

/** The language asked for, the one in which the request was made, one that the browser names, or English. */
function languageOf(request: Request, lead: { language: string | null }) {
  const asked = new URL(request.url).searchParams.get('lang');
  const browsers = (request.headers.get('accept-language') ?? '').split(',').map((one) => one.trim());
  return personLanguageOf([asked, lead.language, ...browsers.slice(0, LANGUAGES_LOOKED_AT)]);
}

/** @throws Response 404 for an address that was not made here */
function findLead({ context: { db }, params }: LoaderFunctionArgs): string {
  const leadId = leadOfToken(db, params.token ?? '');
  if (leadId === null) throw new Response(null, { status: 404 });
  return leadId;
}

/** @throws Response 404 where there is no such lead */
async function findFile(args: LoaderFunctionArgs) {
  const { db, origin, now } = args.context;
  const file = await readPersonFile(db, { leadId: findLead(args), origin, now });
  if (!file) throw new Response(null, { status: 404 });
  return file;
}

export async function loader(args: LoaderFunctionArgs) {
  const { db } = args.context;
  const { lead, contact, consent, collectedBy, buyers, readings, withdrawal } = await findFile(args);
  const reference = await readReference(db.pool);
  const language = languageOf(args.request, lead);
  const words = personWordsIn(language);
  const countryNames = new Intl.DisplayNames([language], { type: 'region' });
  const party = ({ name, countryCode }: { name: string; countryCode: string }) =>
    `${name}${words.buyers.at(countryCode ? (countryNames.of(countryCode) ?? '') : '')}`;
  return {
    language,
    path: new URL(args.request.url).pathname.replace(/\.data$/, ''),
    collected: toCollected(
      language,
      {
        niche: nicheNameOf(reference, lead.niche, language),
        place: regionNameOf(reference, lead.placeCode, language),
        by: party(collectedBy),
        receivedAt: lead.createdAt,
      },
      lead,
      reference.niches.get(lead.niche)?.questions ?? [],
      contact,
    ),
    consent,
    buyers: buyers.map((buyer) => ({ ...buyer, party: party(buyer) })),
    readings: readings.map(({ at, way, by }) => ({ at, text: words.readings.by(by, way) })),
    withdrawal,
    isErased: contact === null,
  };
}

/** Asks first, with everything that follows from it. */
export async function action(args: ActionFunctionArgs) {
  const leadId = findLead(args);
  const { db, origin, now } = args.context;
  const typed = await readForm(args.request);
  const kind = WITHDRAWAL_KINDS.find((each) => each === one(typed, 'kind'));
  if (!kind) throw new Response(null, { status: 400 });
  const suppress = one(typed, 'suppress') === 'yes';
  if (one(typed, 'confirmed') !== 'yes') {
    const { buyers, lead } = await findFile(args);
    const words = personWordsIn(languageOf(args.request, lead));
    return { ask: askToWithdraw(words, kind, suppress, buyers.length) };
  }
  await withdrawLead(db, { leadId, kind, suppress, origin, now });
  throw redirect(`/my-data/${args.params.token}${new URL(args.request.url).search}`);
}

function askToWithdraw(words: PersonWords, kind: WithdrawalKind, suppress: boolean, firms: number) {
  return {
    title: words.ask.title[kind],
    text: words.ask.text,
    figures: [
      { label: words.ask.firms, value: String(firms) },
      { label: words.ask.later, value: suppress ? words.ask.refused : words.ask.allowed },
    ],
    fields: { kind, suppress: suppress ? 'yes' : 'no' },
    confirmLabel: words.ask.confirm,
    cancelLabel: words.cancel,
    tone: 'danger' as const,
  };
}

export default function MyData() {
  const { path, withdrawal, isErased, language } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const words = personWordsIn(language);
  return (
    <div lang={language}>
      {answer?.ask && !withdrawal && <Confirm {...answer.ask} cancelTo={`${path}?lang=${language}`} />}
      <Languages />
      <PageTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-10">
        <Standing />
        <Buyers />
        {!isErased && <Act />}
        <Collected />
        <Readings />
      </div>
    </div>
  );
}

/** The same page in another language. */
function Languages() {
  const { path, language } = useLoaderData<typeof loader>();
  return (
    <nav aria-label={personWordsIn(language).languages} className="pb-4 text-sm">
      <ul className="flex flex-wrap gap-x-4">
        {PERSON_LANGUAGES.map((one) => (
          <li key={one} lang={one}>
            {one === language ? (
              <span aria-current="true" className="inline-flex min-h-6 items-center font-medium">
                {personWordsIn(one).language}
              </span>
            ) : (
              <Link to={`${path}?lang=${one}`} className="inline-flex min-h-6 items-center">
                {personWordsIn(one).language}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What became of it, where it is erased. */
function Standing() {
  const { withdrawal, isErased, buyers, language } = useLoaderData<typeof loader>();
  const words = personWordsIn(language);
  if (withdrawal)
    return (
      <Notice
        tone="good"
        title={words.done.title}
        text={[
          words.withdrawn[withdrawal.kind],
          words.done.text(buyers.length),
          ...(withdrawal.suppressed ? [words.withdrawn.suppressed] : []),
        ].join(' ')}
      />
    );
  return isErased ? <Notice tone="blue" title={words.expired.title} text={words.expired.text} /> : null;
}

function Buyers() {
  const { buyers, withdrawal, language } = useLoaderData<typeof loader>();
  const words = personWordsIn(language);
  return (
    <Section id="buyers" title={words.buyers.title}>
      {buyers.length === 0 && <p className="text-ink-soft">{words.buyers.none}</p>}
      <ul className="flex flex-col gap-4">
        {buyers.map((buyer) => (
          <li key={buyer.saleId} className="border-l-2 border-line pl-3">
            <p className="font-medium wrap-anywhere">{buyer.party}</p>
            <p className="text-sm text-ink-soft">
              {words.buyers.sold} <PersonMoment at={buyer.soldAt} language={language} />
            </p>
            {buyer.receivedAt && (
              <p className="text-sm text-ink-soft">
                {words.buyers.received} <PersonMoment at={buyer.receivedAt} language={language} />
              </p>
            )}
            {withdrawal && (
              <p className="text-sm text-ink-soft">
                {buyer.erasedAt ? (
                  <>
                    {words.buyers.erased} <PersonMoment at={buyer.erasedAt} language={language} />
                  </>
                ) : (
                  words.buyers.waiting
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Act() {
  const words = personWordsIn(useLoaderData<typeof loader>().language);
  return (
    <Section id="act" title={words.act.title} intro={words.act.intro}>
      <div className="grid gap-8 sm:grid-cols-2">
        {WITHDRAWAL_KINDS.map((kind) => (
          <PostForm key={kind} label={words.act[kind].label} failed={null}>
            <input type="hidden" name="kind" value={kind} />
            <p>
              <span className="font-medium">{words.act[kind].label}.</span> {words.act[kind].hint}
            </p>
            <Checkbox id={`suppress-${kind}`} name="suppress" checked={kind === 'never_asked'}>
              {words.act.suppress}
            </Checkbox>
            <div>
              <SubmitButton kind="danger">{words.act[kind].submit}</SubmitButton>
            </div>
          </PostForm>
        ))}
      </div>
    </Section>
  );
}

function Collected() {
  const { collected, consent, language } = useLoaderData<typeof loader>();
  const words = personWordsIn(language);
  return (
    <>
      <Section id="collected" title={words.collected.title}>
        <CollectedFacts collected={collected} language={language} />
      </Section>
      <Section id="why" title={words.why.title} intro={words.why.text}>
        <blockquote className="max-w-[68ch] border-l-2 border-line pl-3 wrap-anywhere">
          {consent.text}
        </blockquote>
        <p className="text-sm text-ink-soft">
          {words.why.given} <PersonMoment at={consent.givenAt} language={language} />
        </p>
      </Section>
    </>
  );
}

function Readings() {
  const { readings, language } = useLoaderData<typeof loader>();
  const words = personWordsIn(language);
  return (
    <Section id="readings" title={words.readings.title}>
      {readings.length === 0 ? (
        <p className="text-ink-soft">{words.readings.none}</p>
      ) : (
        <ul className="flex flex-col gap-2 text-sm">
          {readings.map(({ at, text }) => (
            <li key={`${at.toISOString()} ${text}`} className="wrap-anywhere">
              <PersonMoment at={at} language={language} /> {text}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
