import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import type { Offer } from '#app/domain/catalog/offer.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { Steps } from '#app/ui/steps.tsx';
import { sellerWords } from '#app/words/en/seller.ts';

const words = sellerWords.home.start;

/** Where a seller who has sold nothing yet stands. */
export type FirstStep = 'offer' | 'draft' | 'review' | 'send' | 'sold';

/** What comes next on the way to the first sale. */
export function firstStep(offers: readonly Pick<Offer, 'status'>[], hasSent: boolean): FirstStep {
  const has = (status: Offer['status']) => offers.some((offer) => offer.status === status);
  if (hasSent) return 'sold';
  if (has('active')) return 'send';
  if (has('review')) return 'review';
  return offers.length > 0 ? 'draft' : 'offer';
}

const ORDER = ['offer', 'review', 'send', 'sold'] as const;

/** The way from nothing to the first sold lead: where one is on it, and the one thing to do now. */
export function FirstSteps(props: {
  step: FirstStep;
  offerId: string | null;
  hasKey: boolean;
  request: string | null;
  mayWrite: boolean;
}) {
  const at = ORDER.indexOf(props.step === 'draft' ? 'offer' : props.step);
  return (
    <section aria-labelledby="start" className="flex flex-col gap-5 rounded border border-line p-5">
      <h2 id="start" className="text-lg font-semibold">
        {words.title}
      </h2>
      <Steps
        label={words.title}
        steps={ORDER.map((step, index) => ({
          label: words.steps[step],
          state: index < at ? 'done' : index === at ? 'current' : 'next',
        }))}
      />
      <Now {...props} />
    </section>
  );
}

function Now({ step, offerId, hasKey, request, mayWrite }: Parameters<typeof FirstSteps>[0]) {
  const toOffer = `/sell/offers/${offerId ?? ''}`;
  switch (step) {
    case 'offer':
      return (
        <Act text={words.offer.text}>
          {mayWrite && (
            <ButtonLink to="/sell/offers/new" kind="main">
              {words.offer.action}
            </ButtonLink>
          )}
          <ButtonLink to="/sell/demand" kind="other">
            {words.offer.demand}
          </ButtonLink>
        </Act>
      );
    case 'draft':
      return (
        <Act text={words.draft.text}>
          <ButtonLink to={toOffer} kind="main">
            {words.draft.action}
          </ButtonLink>
        </Act>
      );
    case 'review':
      return (
        <Act text={words.review.text}>
          <ButtonLink to={toOffer} kind="other">
            {words.review.action}
          </ButtonLink>
        </Act>
      );
    case 'send':
      return (
        <>
          <Act text={words.send.text}>
            <ButtonLink to={`/sell/leads/new?offer=${offerId ?? ''}`} kind="main">
              {words.send.action}
            </ButtonLink>
            <ButtonLink to={`/sell/leads/new?offer=${offerId ?? ''}&test=yes`} kind="other">
              {words.send.test}
            </ButtonLink>
            <ButtonLink to={`/sell/offers/${offerId ?? ''}/forms`} kind="other">
              {words.send.form}
            </ButtonLink>
          </Act>
          {request && (
            <Disclosure summary={words.send.api}>
              <p>
                {words.send.key(hasKey)} <Link to="/account/keys">{words.send.keys(hasKey)}</Link>
              </p>
              <CodeBlock label={words.send.curl} code={request} />
              <p>
                <Link to="/docs/api#sell">{words.send.docs}</Link>
              </p>
            </Disclosure>
          )}
        </>
      );
    case 'sold':
      return (
        <Act text={words.sold.text}>
          <ButtonLink to="/sell/leads" kind="main">
            {words.sold.action}
          </ButtonLink>
          <ButtonLink to="/sell/demand" kind="other">
            {words.sold.demand}
          </ButtonLink>
        </Act>
      );
  }
}

function Act({ text, children }: { text: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-[68ch]">{text}</p>
      <div className="flex flex-wrap gap-3">{children}</div>
    </div>
  );
}
