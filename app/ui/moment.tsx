import { pageWords } from '#app/words/en/pages.ts';
import { uiWords } from '#app/words/en/ui.ts';

/**
 * How long ago something happened or in how long it will, with the exact time on hover.
 * @param now when the page was made, so that server and browser write the same text
 * @param exact writes the exact time out, where it is a date to keep
 */
export function Moment({ at, now, exact = false }: { at: Date; now: Date; exact?: boolean }) {
  const written = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const ms = now.getTime() - at.getTime();
  const relative = ms >= 0 ? pageWords.ago(ms) : uiWords.inTime(-ms);
  return (
    <time dateTime={at.toISOString()} title={exact ? relative : written} className="whitespace-nowrap">
      {exact ? written : relative}
    </time>
  );
}
