import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { disputeWords } from '#app/words/en/disputes.ts';
import { DisputeList } from '../dispute-list.tsx';
import { requireMember } from '../guard.ts';
import { loadDisputes } from '../load-disputes.ts';

export const meta: MetaFunction = () => [{ title: disputeWords.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  return loadDisputes(db, { organisationId: organisation.id, side: 'buyer', url: args.request.url, now });
}

export default function Disputes() {
  const list = useLoaderData<typeof loader>();
  return <DisputeList words={disputeWords.buyer} list={list} path="/buy/disputes" sourcePath="/buy/inbox" />;
}
