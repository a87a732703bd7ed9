import { randomUUID } from 'node:crypto';
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { idempotencyOf, leadBody, prepareBody } from '#app/api/leads.ts';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { readLead } from '#app/domain/leads/read-leads.server.ts';
import { readRequests } from '#app/domain/leads/read-requests.server.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { postingWords as words } from '#app/words/en/posting.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { stateWords } from '#app/words/en/states.ts';
import { attempt, one, readForm } from '../form.ts';
import { type Member, requireMember } from '../guard.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { leadExample } from './lead-example.ts';
import { LeadFieldTable, QuestionTable } from './lead-field-table.tsx';
import { offerName } from './offer-name.ts';
import { ownOffer } from './own-offer.ts';
import { RequestTable } from './request-table.tsx';
import { useLookAgain } from './use-look-again.ts';
import { SAMPLE_LANGUAGES, writeSamples } from './write-samples.ts';

const REGIONS_SHOWN = 12;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: words.meta(data?.nicheName ?? '') }];

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const offer = await ownOffer(args, member);
  const { db, now, appUrl } = args.context;
  const organisationId = member.organisation.id;
  const leadId = new URL(args.request.url).searchParams.get('sent');
  const [reference, requests, sent] = await Promise.all([
    readReference(db.pool),
    readRequests(db, { organisationId, offerId: offer.id }),
    leadId === null ? null : readLead(db.pool, { organisationId, leadId }),
  ]);
  const questions = reference.niches.get(offer.niche)?.questions ?? [];
  return {
    now,
    requests,
    questions,
    nicheName: nicheNameOf(reference, offer.niche),
    offerName: offerName(reference, offer),
    offer: {
      id: offer.id,
      status: offer.status,
      channels: offer.channels,
      languages: offer.languages,
      consentText: offer.consentText,
    },
    regions: namedRegions(reference, offer),
    samples: writeSamples(appUrl, leadExample(offer, questions, now)),
    sent: sent && { id: sent.id, status: sent.status },
    /** Pressed twice, the button makes one lead. */
    formKey: randomUUID(),
  };
}

function namedRegions(reference: Reference, { regions }: Offer): string[] {
  const shown = regions.slice(0, REGIONS_SHOWN).map((code) => `${code} (${regionNameOf(reference, code)})`);
  return regions.length > REGIONS_SHOWN ? [...shown, '…'] : shown;
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'sells' });
  const offer = await ownOffer(args, member);
  const typed = await readForm(args.request);
  const taken = await attempt(typed, sendExample(args, member, offer, one(typed, 'form_key')));
  if (!taken.ok) return taken.failed;
  return redirect(`/sell/offers/${offer.id}/api?sent=${taken.data}#test`);
}

/** @throws Refusal `organisation_blocked`, `idempotency_key_reused` and those of `prepareBody` */
async function sendExample(
  { context }: ActionFunctionArgs,
  { organisation }: Member,
  offer: Offer,
  key: string,
): Promise<string> {
  if (organisation.blocked) throw new Refusal('organisation_blocked');
  const { db, now, takeLead } = context;
  const reference = await readReference(db.pool);
  const questions = reference.niches.get(offer.niche)?.questions ?? [];
  const example = leadBody.parse(leadExample(offer, questions, now));
  const taken = await takeLead({
    prepared: await prepareBody(db, organisation.id, example),
    // The example holds the moment; the same press at another moment is still the same press.
    idempotency: idempotencyOf(db, `test ${offer.id} ${key}`, {
      ...example,
      consent: { ...example.consent, given_at: '' },
    }),
    waitMs: 0,
    now,
  });
  if (taken.kind === 'key_reused') throw new Refusal('idempotency_key_reused');
  return taken.kind === 'repeated' ? taken.leadId : taken.lead.id;
}

export default function OfferApi() {
  const { nicheName, offerName: name, offer } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle
        title={words.title}
        intro={words.intro(nicheName)}
        back={{ to: `/sell/offers/${offer.id}`, label: name }}
      />
      <div className="flex flex-col gap-8">
        {offer.status !== 'active' && (
          <Notice tone="amber" title={words.notActive} text={words.notActiveText} />
        )}
        <p className="flex flex-wrap gap-x-4 gap-y-1">
          <span>{words.key}</span>
          <Link to="/account/keys">{words.keys}</Link>
          <Link to="/docs/api">{words.docs}</Link>
        </p>
        <Test />
        <Samples />
        <Fields />
        <Requests />
      </div>
    </>
  );
}

function Test() {
  const { sent, formKey } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  useLookAgain(sent?.status === 'validating');
  return (
    <Section id="test" title={words.test.title} intro={words.test.intro}>
      {refused?.refusal && <Notice tone="red" title={refused.refusal} />}
      <div role="status" className="empty:hidden">
        {sent && (
          <Notice
            tone={sent.status === 'validating' ? 'blue' : 'good'}
            title={words.test.took}
            text={
              sent.status === 'validating'
                ? words.test.waits
                : words.test.settled(stateWords.lead[sent.status])
            }
            action={<Link to={`/sell/leads/${sent.id}`}>{words.test.open}</Link>}
          />
        )}
      </div>
      <PostButton fields={{ form_key: formKey }} kind="main">
        {words.test.submit}
      </PostButton>
    </Section>
  );
}

function Samples() {
  const { samples } = useLoaderData<typeof loader>();
  return (
    <Section id="samples" title={words.samples.title} intro={words.samples.intro}>
      <div className="flex flex-col gap-2">
        {SAMPLE_LANGUAGES.map((language, index) => (
          <Disclosure key={language} summary={words.samples.names[language]} open={index === 0}>
            <CodeBlock label={words.samples.label(words.samples.names[language])} code={samples[language]} />
          </Disclosure>
        ))}
      </div>
    </Section>
  );
}

function Fields() {
  const { offer, regions, questions } = useLoaderData<typeof loader>();
  const channels = offer.channels.map((channel) => `${channel} (${sellerWords.channels[channel]})`);
  return (
    <>
      <Section id="fields" title={words.fields.title} intro={words.fields.intro}>
        <LeadFieldTable
          offerId={offer.id}
          regions={regions.join(', ')}
          channels={channels.join(', ')}
          languages={offer.languages.join(', ')}
        />
      </Section>
      {questions.length > 0 && (
        <Section id="questions" title={words.fields.niche} intro={words.fields.nicheIntro}>
          <QuestionTable questions={questions} />
        </Section>
      )}
    </>
  );
}

function Requests() {
  const { requests, now } = useLoaderData<typeof loader>();
  return (
    <Section id="requests" title={words.requests.title} intro={words.requests.intro}>
      <RequestTable requests={requests} now={now} />
    </Section>
  );
}
