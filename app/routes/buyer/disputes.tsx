import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { disputeWords } from '#app/words/en/disputes.ts';
import { DisputeTable } from '../dispute-parts.tsx';
import { requireMember } from '../guard.ts';
import { loadDisputes } from '../load-disputes.ts';
import { OlderLink } from './older-link.tsx';

const words = disputeWords.buyer;

export const meta: MetaFunction = () => [{ title: disputeWords.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  return loadDisputes(db, { organisationId: organisation.id, side: 'buyer', url: args.request.url, now });
}

export default function Disputes() {
  const { rows, now, before, isFirst } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      {rows.length === 0 ? (
        <EmptyState
          title={words.empty.title}
          text={words.empty.text}
          action={
            <ButtonLink to="/buy/inbox" kind="main">
              {words.empty.action}
            </ButtonLink>
          }
        />
      ) : (
        <DisputeTable rows={rows} base="/buy/disputes" now={now} />
      )}
      <OlderLink path="/buy/disputes" before={before} isFirst={isFirst} />
    </>
  );
}
