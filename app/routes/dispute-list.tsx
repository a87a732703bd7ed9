import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import type { disputeWords } from '#app/words/en/disputes.ts';
import { OlderLink } from './buyer/older-link.tsx';
import { DisputeTable } from './dispute-parts.tsx';
import type { loadDisputes } from './load-disputes.ts';

/** One side's page of its disputes. */
export function DisputeList(props: {
  words: (typeof disputeWords)['buyer' | 'seller'];
  list: Awaited<ReturnType<typeof loadDisputes>>;
  /** Where the list is; each dispute has its page below. */
  path: string;
  /** Where disputes come from, offered while there is none. */
  sourcePath: string;
}) {
  const { words, path } = props;
  const { rows, now, before, isFirst } = props.list;
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      {rows.length === 0 ? (
        <EmptyState
          title={words.empty.title}
          text={words.empty.text}
          action={
            <ButtonLink to={props.sourcePath} kind="main">
              {words.empty.action}
            </ButtonLink>
          }
        />
      ) : (
        <DisputeTable rows={rows} base={path} now={now} />
      )}
      <OlderLink path={path} before={before} isFirst={isFirst} />
    </>
  );
}
