import { moderationWords } from '#app/words/en/moderation.ts';

const WEB = /^https?:\/\//;

/** A seller's own page, for a moderator to look at. What is no web address is shown and not linked. */
export function LandingPage({ url }: { url: string | null }) {
  if (url === null) return <span className="text-ink-faint">{moderationWords.notGiven}</span>;
  if (!WEB.test(url)) return <span className="wrap-anywhere">{url}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer" className="wrap-anywhere">
      {url} <span className="text-xs text-ink-faint">({moderationWords.newTab})</span>
    </a>
  );
}
