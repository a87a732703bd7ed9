import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { buyListing } from '#app/domain/exchange/buy-listing.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { attempt, one, readForm } from '../form.ts';
import { requireMember } from '../guard.ts';
import { copiesText } from './listing-line.ts';
import { ListingView } from './listing-view.tsx';
import { loadListing } from './load-listing.ts';

const words = buyerWords.listing;

export const meta: MetaFunction = () => [{ title: words.confirm.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const member = await requireMember(args, { side: 'buys', role: 'manager' });
  const loaded = await loadListing(args, member);
  if (loaded.saleId) throw redirect(`/buy/inbox/${loaded.saleId}`);
  const isOffered = loaded.isForSale && !loaded.isOwn && loaded.balanceMinor >= loaded.line.askMinor;
  if (!isOffered) throw redirect(`/buy/market/${loaded.line.id}`);
  return loaded;
}

/** Buys at the price that was asked about and at no other. */
export async function action(args: ActionFunctionArgs) {
  const member = await requireMember(args, { side: 'buys', role: 'manager' });
  const { organisation, actor, origin } = member;
  const { line } = await loadListing(args, member);
  const typed = await readForm(args.request);
  const isAgreed = one(typed, 'confirmed') === 'yes' && one(typed, 'price') === line.askMinor.toString();
  if (!isAgreed) throw redirect(`/buy/market/${line.id}/buy`);
  const bought = await attempt(
    typed,
    buyListing(args.context.db, {
      organisationId: organisation.id,
      listingId: line.id,
      maxPrice: { amountMinor: line.askMinor, currency: line.currency },
      actor,
      origin,
      now: args.context.now,
    }),
  );
  if (!bought.ok) return bought.failed;
  throw redirect(`/buy/inbox/${bought.data.saleId}?done=bought`);
}

export default function BuyListing() {
  const data = useLoaderData<typeof loader>();
  const refusal = useActionData<typeof action>()?.refusal;
  const { line } = data;
  const back = `/buy/market/${line.id}`;
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency: line.currency });
  return (
    <>
      {!refusal && (
        <Confirm
          title={words.confirm.title(line.price)}
          text={words.confirm.text}
          figures={[
            { label: words.confirm.price, value: line.price },
            { label: words.confirm.before, value: money(data.balanceMinor) },
            { label: words.confirm.after, value: money(data.balanceMinor - line.askMinor) },
            { label: words.confirm.window, value: words.hours(line.disputeWindowHours) },
            { label: words.confirm.exclusivity, value: copiesText(line) },
          ]}
          fields={{ price: line.askMinor.toString() }}
          confirmLabel={words.confirm.act(line.price)}
          cancelTo={back}
        />
      )}
      <WorkTitle title={line.niche} intro={line.place} back={{ to: back, label: words.toLead }} />
      <div className="flex flex-col gap-6">
        {refusal && (
          <Notice
            tone="amber"
            title={refusal}
            action={
              <ButtonLink to="/buy/market" kind="other" small>
                {words.gone.action}
              </ButtonLink>
            }
          />
        )}
        <ListingView data={data} />
      </div>
    </>
  );
}
