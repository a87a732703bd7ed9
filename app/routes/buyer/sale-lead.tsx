import { Link } from '@remix-run/react';
import type { Channel } from '#app/domain/catalog/offer.ts';
import type { Disclosed } from '#app/domain/leads/contact.ts';
import type { CheckLine } from '#app/ui/check-list.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Section } from '#app/ui/section.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { certificateWords } from '#app/words/en/privacy.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { ChecksMade } from './checks-made.tsx';
import { type Need, NeedFacts } from './need-facts.tsx';
import { ScoreReasons } from './score-reasons.tsx';

const words = buyerWords.sale;

/** What the person wants, first in their own words. */
export function SaleNeed(props: { need: Need; message: string | null; contact: Disclosed | null }) {
  const { contact, need } = props;
  // Said again only where it is not what the place was recognised as.
  const city = contact?.city === need.city ? null : contact?.city;
  const extra = Object.entries(contact?.extraAttributes ?? {});
  return (
    <Section id="need" title={words.need}>
      {contact && (
        <p className={`whitespace-pre-line wrap-anywhere ${props.message ? 'text-base' : 'text-ink-soft'}`}>
          {props.message ?? words.noMessage}
        </p>
      )}
      <NeedFacts need={need} />
      {contact && (extra.length > 0 || city || contact.photos.length > 0) && (
        <DefinitionList
          items={[
            ...(city ? [{ term: words.city, value: city }] : []),
            ...extra.map(([term, value]) => ({
              term,
              value: typeof value === 'string' ? value : JSON.stringify(value),
            })),
            ...(contact.photos.length > 0
              ? [{ term: words.photos, value: <Photos urls={contact.photos} /> }]
              : []),
          ]}
        />
      )}
    </Section>
  );
}

/** Links, not pictures: they lie on servers of others, which would learn who looks. */
function Photos({ urls }: { urls: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-x-4">
      {urls.map((url, index) => (
        <a key={url} href={url} rel="noreferrer" target="_blank" className="inline-flex min-h-6 items-center">
          {words.photo(index + 1)}
        </a>
      ))}
    </span>
  );
}

export function SaleChecks(props: { checks: readonly CheckLine[]; need: Need }) {
  return (
    <Section id="checks" title={words.checks} intro={words.checksIntro}>
      <ScoreReasons score={props.need.score} reasons={props.need.scoreReasons} />
      <ChecksMade checks={props.checks} />
    </Section>
  );
}

/** Where the lead was made, and what its person agreed to. */
export function SaleSource(props: {
  source: {
    channel: Channel;
    traffic: string | null;
    campaign: string | null;
    subIds: readonly string[];
    createdAt: string;
  };
  contact: Disclosed | null;
  saleId: string;
  now: Date;
}) {
  const { source, contact, now } = props;
  const traffic: Readonly<Record<string, string>> = sellerWords.traffic;
  return (
    <Section id="source" title={words.source}>
      <DefinitionList
        items={[
          { term: words.channelOf, value: sellerWords.channels[source.channel] },
          ...(source.traffic
            ? [{ term: words.traffic, value: traffic[source.traffic] ?? source.traffic }]
            : []),
          ...(source.campaign ? [{ term: words.campaign, value: source.campaign }] : []),
          ...(source.subIds.length > 0 ? [{ term: words.subIds, value: source.subIds.join(', ') }] : []),
          { term: words.created, value: source.createdAt },
          ...(contact?.sourceUrl ? [{ term: words.page, value: contact.sourceUrl }] : []),
        ]}
      />
      {contact && (
        <figure className="flex flex-col gap-2 text-sm">
          <figcaption className="font-medium">{words.consent}</figcaption>
          <blockquote className="border-l-2 border-line pl-3 text-ink-soft wrap-anywhere">
            {contact.consent.text}
          </blockquote>
          <p className="text-xs text-ink-faint">
            {words.consentGiven} <Moment at={contact.consent.givenAt} now={now} exact />
          </p>
          {contact.consentUrl && (
            <p className="text-xs wrap-anywhere text-ink-faint">{words.consentPage(contact.consentUrl)}</p>
          )}
        </figure>
      )}
      <p>
        <Link to={`/buy/inbox/${props.saleId}/consent`}>{certificateWords.link}</Link>
      </p>
    </Section>
  );
}
