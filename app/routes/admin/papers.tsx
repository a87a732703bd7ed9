import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readFeePapers } from '#app/domain/papers/read-fee-papers.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { paperWords } from '#app/words/en/papers.ts';
import { PaperList, toPaperLine } from '../account/paper-list.tsx';
import { OlderLink } from '../buyer/older-link.tsx';
import { requireStaff } from '../guard.ts';

const words = paperWords.invoices.register;
const PAGE_SIZE = 50;

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({ before: z.string().max(64).nullable().catch(null) });

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db } = args.context;
  const { before } = questionSchema.parse({
    before: null,
    ...Object.fromEntries(new URL(args.request.url).searchParams),
  });
  const [papers, operator] = await Promise.all([
    readFeePapers(db, { organisationId: null, limit: PAGE_SIZE, before }),
    readSetting(db, 'operator'),
  ]);
  return { before, hasOperator: operator.party !== null, papers: papers.map(toPaperLine) };
}

export default function Papers() {
  const { papers, before, hasOperator } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-8">
        {!hasOperator && (
          <Notice
            tone="amber"
            title={words.operator}
            action={
              <ButtonLink to="/admin/settings#setting-operator" kind="main" small>
                {words.toSettings}
              </ButtonLink>
            }
          />
        )}
        {papers.length === 0 ? (
          <EmptyState {...words.empty} />
        ) : (
          <PaperList papers={papers} hrefOf={(id) => `/admin/papers/${id}`} party />
        )}
        <OlderLink
          path="/admin/papers"
          query={new URLSearchParams()}
          before={papers.length === PAGE_SIZE ? (papers.at(-1)?.id ?? null) : null}
          isFirst={before === null}
        />
      </div>
    </>
  );
}
