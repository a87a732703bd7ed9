import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { countSuppressions } from '#app/domain/leads/count-suppressions.server.ts';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { suppressionWords } from '#app/words/en/suppression.ts';
import { requireMember } from '../guard.ts';
import { actOnSuppression, type SuppressionAnswer } from './act-on-suppression.ts';
import { SuppressionList } from './suppression-list.tsx';

const words = suppressionWords.own;
const AT = '/account/suppression';

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { role: 'manager' });
  const { db, now } = args.context;
  return {
    now,
    sides: { sells: organisation.sells, buys: organisation.buys },
    country: organisation.countryCode,
    count: await countSuppressions(db.pool, organisation.id),
  };
}

export async function action(args: ActionFunctionArgs): Promise<SuppressionAnswer> {
  const { organisation, actor, origin } = await requireMember(args, { role: 'manager' });
  const list = { ownerId: organisation.id, country: organisation.countryCode, at: AT, actor, origin };
  return actOnSuppression(args, list);
}

export default function SuppressionPage() {
  const { sides, ...data } = useLoaderData<typeof loader>();
  const answer = useActionData<SuppressionAnswer>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro(sides)} />
      <SuppressionList {...data} at={AT} answer={answer} />
    </>
  );
}
