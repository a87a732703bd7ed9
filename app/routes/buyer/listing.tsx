import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { majorOf } from '#app/ui/parse-major.ts';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { requireMember } from '../guard.ts';
import { TemperatureBadge } from './lead-badges.tsx';
import { ListingView } from './listing-view.tsx';
import { loadListing } from './load-listing.ts';

const words = buyerWords.listing;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, { side: 'buys' });
  return {
    ...(await loadListing(args, member)),
    mayBuy: roleReaches(member.organisation.role, 'manager'),
  };
}

export default function ListingPage() {
  const data = useLoaderData<typeof loader>();
  const { line } = data;
  const isOffered = data.isForSale && !data.isOwn && data.saleId === null;
  const canBuy = isOffered && data.mayBuy && data.balanceMinor >= line.askMinor;
  return (
    <>
      <WorkTitle
        title={line.niche}
        back={{ to: '/buy/market', label: words.back }}
        badges={<TemperatureBadge temperature={line.temperature} score={line.score} />}
        intro={line.place}
        action={
          canBuy ? (
            <ButtonLink to={`/buy/market/${line.id}/buy`} kind="main">
              {words.buy(line.price)}
            </ButtonLink>
          ) : undefined
        }
      />
      <div className="flex flex-col gap-6">
        <WhyNot />
        <ListingView data={data} />
      </div>
    </>
  );
}

/** Why the lead cannot be bought here and now, and what to do about it. */
function WhyNot() {
  const { line, saleId, isOwn, isForSale, mayBuy, balanceMinor } = useLoaderData<typeof loader>();
  if (saleId)
    return (
      <Notice
        tone="good"
        title={words.yours.title}
        action={
          <ButtonLink to={`/buy/inbox/${saleId}`} kind="other" small>
            {words.yours.action}
          </ButtonLink>
        }
      />
    );
  if (isOwn) return <Notice tone="blue" {...words.own} />;
  if (!isForSale)
    return (
      <Notice
        tone="amber"
        title={words.gone.title}
        text={words.gone.text}
        action={
          <ButtonLink to="/buy/market" kind="other" small>
            {words.gone.action}
          </ButtonLink>
        }
      />
    );
  if (!mayBuy) return <Notice tone="blue" {...words.agents} />;
  if (balanceMinor >= line.askMinor) return null;
  const { currency } = line;
  const amountMinor = line.askMinor - balanceMinor;
  const missing = formatMoney({ amountMinor, currency });
  const lacking = new URLSearchParams({ currency, amount: majorOf(amountMinor) });
  return (
    <Notice
      tone="amber"
      title={words.short.title(missing)}
      text={words.short.text}
      action={
        <ButtonLink to={`/buy/wallet/top-up?${lacking}`} kind="main" small>
          {words.short.action}
        </ButtonLink>
      }
    />
  );
}
