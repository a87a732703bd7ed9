import { pageWords } from '#app/words/en/pages.ts';

/**
 * How long ago something happened, with the exact time on hover.
 * @param now when the page was made, so that server and browser write the same text
 */
export function Moment({ at, now }: { at: Date; now: Date }) {
  const exact = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return (
    <time dateTime={at.toISOString()} title={exact} className="whitespace-nowrap">
      {pageWords.ago(now.getTime() - at.getTime())}
    </time>
  );
}
