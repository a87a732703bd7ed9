import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { countSuppressions } from '#app/domain/leads/count-suppressions.server.ts';
import { PLATFORM } from '#app/domain/leads/suppression.ts';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { suppressionWords } from '#app/words/en/suppression.ts';
import { actOnSuppression, type SuppressionAnswer } from '../account/act-on-suppression.ts';
import { SuppressionList } from '../account/suppression-list.tsx';
import { requireStaff } from '../guard.ts';

const words = suppressionWords.platform;
const AT = '/admin/suppression';

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  return { now, count: await countSuppressions(db.pool, PLATFORM) };
}

export async function action(args: ActionFunctionArgs): Promise<SuppressionAnswer> {
  const { actor, origin } = await requireStaff(args, 'admin');
  return actOnSuppression(args, { ownerId: PLATFORM, country: null, at: AT, actor, origin });
}

export default function PlatformSuppressionPage() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<SuppressionAnswer>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <SuppressionList {...data} country={null} at={AT} answer={answer} />
    </>
  );
}
