import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { offerBody, toTerms } from '#app/api/offers.ts';
import { createOffer } from '#app/domain/catalog/create-offer.server.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { CURRENCIES, smallest } from '#app/kernel/money.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { majorOf } from '#app/ui/parse-major.ts';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { sellerWords } from '#app/words/en/seller.ts';
import { all, attempt, failed, one, parseForm, type Typed } from '../form.ts';
import { requireMember } from '../guard.ts';
import { OfferForm } from './offer-form.tsx';
import { offerNiches } from './offer-niches.ts';
import { type OfferPreview, previewOffer } from './offer-preview.ts';
import { OFFER_FIELDS, OFFER_REFUSALS, offerBodyOf, sayOfferErrors } from './offer-values.ts';
import { chosenRegions, readOfferForm } from './read-offer-form.ts';

const words = sellerWords.offerForm;
const PREFILLED = ['niche', 'regions', 'currency', 'target_action', 'exclusivity', 'max_sells', 'top'];
const AMOUNT = /^[1-9]\d{0,14}$/;

export const meta: MetaFunction = () => [{ title: words.newMeta }];

/** A link may fill in niche, regions and currency, as the demand board's do; the form itself asks so for its fair price. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells', role: 'manager' });
  const { db, now } = args.context;
  const reference = await readPricedReference(db.pool);
  const given = prefilled(new URL(args.request.url).searchParams);
  const preview = previewOffer(reference, given, now, organisation.id);
  const typed: Typed = {
    target_action: ['contact'],
    exclusivity: ['exclusive'],
    max_sells: ['3'],
    dispute_window_hours: ['120'],
    channels: ['form'],
    consent_text: [words.consentSample],
    currency: [preview.currency ?? defaultCurrency(organisation.countryCode)],
    ...given,
    ask: [askFor(preview, one(given, 'top'))],
  };
  const top = one(given, 'top');
  return {
    wanted: AMOUNT.test(top)
      ? formatMoney({
          amountMinor: BigInt(top),
          currency: CURRENCIES.find((code) => code === one(typed, 'currency')) ?? 'USD',
        })
      : null,
    typed,
    preview,
    regions: chosenRegions(reference, all(typed, 'regions')),
    niches: offerNiches(reference),
    seller: organisation.reviewStatus,
  };
}

function prefilled(query: URLSearchParams): Typed {
  return Object.fromEntries(
    PREFILLED.filter((name) => query.has(name)).map((name) => [name, query.getAll(name)]),
  );
}

/** For an order of the demand board: the fair median, where the order pays as much. */
function askFor({ fair }: OfferPreview, top: string): string {
  if (!AMOUNT.test(top)) return '';
  return majorOf(fair ? smallest(BigInt(top), fair.p50Minor) : BigInt(top));
}

export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'sells', role: 'manager' });
  const { db, now } = args.context;
  const reference = await readPricedReference(db.pool);
  const { typed, regionError, shown } = await readOfferForm(
    args.request,
    reference,
    now,
    member.organisation.id,
  );
  if (one(typed, 'intent') === 'price')
    return { ...shown, failed: sayOfferErrors(failed(typed, {}), regionError) };

  const parsed = parseForm(offerBody, typed, offerBodyOf(typed), OFFER_FIELDS);
  if (!parsed.ok) return { ...shown, failed: sayOfferErrors(parsed.failed, regionError) };
  if (regionError) return { ...shown, failed: sayOfferErrors(failed(typed, {}), regionError) };
  const made = await attempt(
    typed,
    createOffer(db, {
      organisationId: member.organisation.id,
      terms: toTerms(parsed.data),
      actor: member.actor,
      origin: member.origin,
      now,
    }),
    OFFER_REFUSALS,
  );
  if (!made.ok) return { ...shown, failed: made.failed };
  return redirect(`/sell/offers/${made.data.id}?done=${made.data.status}`);
}

export default function NewOffer() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <WorkTitle
        title={words.newTitle}
        intro={words.newIntro}
        back={{ to: '/sell/offers', label: words.back }}
      />
      {loaded.wanted && (
        <Notice tone="blue" title={words.wanted.title(loaded.wanted)} text={words.wanted.text} />
      )}
      <OfferForm
        typed={loaded.typed}
        failed={answer?.failed ?? null}
        preview={answer?.preview ?? loaded.preview}
        regions={answer?.regions ?? loaded.regions}
        niches={loaded.niches}
        seller={loaded.seller}
        status={null}
      />
    </>
  );
}
