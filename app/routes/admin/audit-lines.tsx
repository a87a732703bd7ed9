import { Link } from '@remix-run/react';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { Timeline } from '#app/ui/timeline.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import type { AuditView } from './audit-view.ts';

/** What was done to one thing, newest first. */
export function AuditLines({ lines, now, empty }: { lines: readonly AuditView[]; now: Date; empty: string }) {
  if (lines.length === 0) return <p className="text-sm text-ink-soft">{empty}</p>;
  return (
    <Timeline
      now={now}
      events={lines.map((line) => ({
        key: line.key,
        at: line.at,
        title: line.action,
        text: (
          <>
            <IdOf {...line.actor} /> <Details line={line} />
          </>
        ),
      }))}
    />
  );
}

/** An id, as a link where there is a page about it. */
export function IdOf({ id, href }: { id: string; href: string | null }) {
  const text = <span className="font-mono text-xs wrap-anywhere">{id}</span>;
  return href ? <Link to={href}>{text}</Link> : text;
}

/** What exactly was done, folded where it is long. */
export function Details({ line }: { line: AuditView }) {
  const text = <span className="block max-w-[60ch] wrap-anywhere">{line.details}</span>;
  return line.isLong ? <Disclosure summary={adminWords.audit.details}>{text}</Disclosure> : text;
}
