import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readOffersInReview } from '#app/domain/catalog/read-offers-in-review.server.ts';
import { readOrganisationsById } from '#app/domain/identity/read-sellers-in-review.server.ts';
import { monthOf } from '#app/domain/pricing/quote-place.ts';
import { readPricedReference } from '#app/domain/pricing/read-priced-reference.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Pager } from '#app/ui/pager.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { ASK_TONES } from '#app/ui/states.ts';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { moderationWords } from '#app/words/en/moderation.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { requireStaff } from '../guard.ts';
import { toOfferLine } from './offer-line.ts';
import { TradeBadge } from './trade-badge.tsx';

const words = moderationWords.offers;
const PAGE_SIZE = 25;
const PAGES_LIMIT = 1_000;

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({ page: z.coerce.number().int().min(1).max(PAGES_LIMIT).catch(1) });

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'moderator');
  const { db, now } = args.context;
  const { page } = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const [reference, { offers, total }] = await Promise.all([
    readPricedReference(db.pool),
    readOffersInReview(db, { page, pageSize: PAGE_SIZE }),
  ]);
  const sellers = await readOrganisationsById(
    db,
    offers.map(({ organisationId }) => organisationId),
  );
  return {
    now,
    page,
    pages: Math.ceil(total / PAGE_SIZE),
    rows: offers.map((offer) => {
      const seller = sellers.get(offer.organisationId);
      return {
        ...toOfferLine(reference, offer, monthOf(now)),
        seller: seller?.name ?? '',
        sellerStatus: seller?.reviewStatus ?? ('waiting' as const),
      };
    }),
  };
}

export default function Offers() {
  const { rows, page, pages, now } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      {rows.length === 0 ? (
        <EmptyState title={moderationWords.queueEmpty} text={words.empty} />
      ) : (
        <DataTable
          caption={words.caption}
          rows={rows}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'offer',
              head: words.offer,
              cell: (row) => (
                <Link
                  to={`/moderate/offers/${row.id}`}
                  className="inline-flex min-h-6 items-center font-medium"
                >
                  {row.name}
                </Link>
              ),
            },
            {
              key: 'seller',
              head: words.seller,
              cell: (row) => (
                <span className="flex flex-col items-end gap-1 md:items-start">
                  <Link to={`/moderate/sellers/${row.organisationId}`} className="wrap-anywhere">
                    {row.seller}
                  </Link>
                  {row.sellerStatus !== 'approved' && <StateBadge of="review" state={row.sellerStatus} />}
                </span>
              ),
            },
            { key: 'niche', head: words.niche, cell: (row) => <TradeBadge trade={row.trade} /> },
            { key: 'ask', head: words.ask, kind: 'figure', cell: (row) => <Money {...row.ask} /> },
            {
              key: 'fair',
              head: words.fair,
              cell: (row) => (
                <Badge tone={ASK_TONES[row.judged.verdict]}>
                  {pageWords.askVerdicts[row.judged.verdict]}
                </Badge>
              ),
            },
            {
              key: 'waiting',
              head: words.waiting,
              cell: (row) => row.submittedAt && <Moment at={row.submittedAt} now={now} />,
            },
          ]}
        />
      )}
      <Pager page={page} pages={pages} hrefOf={(other) => `/moderate/offers?page=${other}`} />
    </>
  );
}
