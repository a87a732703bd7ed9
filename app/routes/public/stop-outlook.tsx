import {
  type ActionFunctionArgs,
  type HeadersFunction,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { endOutlook } from '#app/domain/pricing/end-outlook.server.ts';
import { subscriptionOfToken } from '#app/domain/pricing/outlook-link.server.ts';
import { readOutlookById } from '#app/domain/pricing/read-outlooks.server.ts';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { outlookWords } from '#app/words/en/outlooks.ts';
import { one, readForm } from '../form.ts';
import { nicheNameOf, regionNameOf } from './names.ts';

const words = outlookWords.off;
/** No other server hears of its address. Ours must: a browser that may name no referrer sends a form without its origin. */
const REFERRER = 'same-origin';

export const meta: MetaFunction = () => [
  { title: words.meta },
  { name: 'robots', content: 'noindex, nofollow' },
  { name: 'referrer', content: REFERRER },
];

export const headers: HeadersFunction = () => ({
  'cache-control': 'no-store',
  'referrer-policy': REFERRER,
  'x-robots-tag': 'noindex, nofollow',
});

/** @throws Response 404 for an address that was not made here */
async function findOutlook({ context: { db }, params }: LoaderFunctionArgs) {
  const subscriptionId = subscriptionOfToken(db, params.token ?? '');
  const outlook = subscriptionId === null ? null : await readOutlookById(db, { subscriptionId });
  if (!outlook) throw new Response(null, { status: 404 });
  return outlook;
}

export async function loader(args: LoaderFunctionArgs) {
  const { nicheCode, regionCode, endedAt } = await findOutlook(args);
  const reference = await readReference(args.context.db.pool);
  return {
    niche: nicheNameOf(reference, nicheCode),
    place: regionNameOf(reference, regionCode),
    isStopped: endedAt !== null,
  };
}

/**
 * Opening the link stops nothing: programs that look through mails open links. A mail program posts to it, which asks for an answer
 * that leads nowhere else (RFC 8058).
 */
export async function action(args: ActionFunctionArgs) {
  const { id } = await findOutlook(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  await endOutlook(db, { subscriptionId: id, personId: null, now });
  if (one(typed, 'List-Unsubscribe') === 'One-Click') return null;
  throw redirect(`/outlook/${args.params.token}`);
}

export default function StopOutlook() {
  const { niche, place, isStopped } = useLoaderData<typeof loader>();
  if (isStopped)
    return (
      <>
        <div role="status">
          <PageTitle title={words.stopped} intro={words.stoppedText(niche, place)} />
        </div>
        <p>
          <Link to="/account/outlooks">{words.account}</Link>
        </p>
      </>
    );
  return (
    <>
      <PageTitle title={words.title} intro={words.text(niche, place)} />
      <PostButton fields={{}} kind="main">
        {words.button}
      </PostButton>
    </>
  );
}
