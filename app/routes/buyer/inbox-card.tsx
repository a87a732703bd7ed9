import { Link } from '@remix-run/react';
import { Badge } from '#app/ui/badge.tsx';
import { Card } from '#app/ui/card-list.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { withdrawalWords } from '#app/words/en/privacy.ts';
import type { Failed } from '../form.ts';
import { ContactLinks } from './contact-links.tsx';
import { TemperatureBadge } from './lead-badges.tsx';
import type { LeadLine } from './lead-line.ts';
import { OtherOutcomes, QuickOutcomes, type Via } from './log-form.tsx';

const words = buyerWords.inbox;

export function nameOf(line: Pick<LeadLine, 'isErased' | 'name'>): string {
  return line.isErased ? words.erased : (line.name ?? words.noName);
}

/** A lead to be worked: who, what they need, what is next; call them, and say with a tap what came of it. */
export function InboxCard(props: {
  line: LeadLine;
  via: Via;
  failed: Failed | null;
  now: Date;
  timezone: string;
  onSend: (line: LeadLine) => void;
}) {
  const { line, failed } = props;
  const log = { line, via: props.via, failed, onSend: () => props.onSend(line) };
  const href = `/buy/inbox/${line.saleId}`;
  return (
    <Card
      title={nameOf(line)}
      to={href}
      badges={
        <>
          <TemperatureBadge temperature={line.temperature} score={line.score} />
          <StateBadge of="outcome" state={line.state} />
          {line.saleStatus !== 'held' && line.saleStatus !== 'released' && (
            <StateBadge of="sale" state={line.saleStatus} />
          )}
        </>
      }
      meta={
        <>
          <span>{line.niche}</span>
          <span>{line.place}</span>
          <span>
            {words.bought} <Moment at={line.soldAt} now={props.now} />
          </span>
          {line.ownerName && <span>{words.inHand(line.ownerName)}</span>}
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <NextStep line={line} />
        {line.message && <p className="line-clamp-3 text-ink-soft wrap-anywhere">{line.message}</p>}
        {line.isErased && <Erased line={line} />}
        <ContactLinks phone={line.phone} email={line.email} />
        {line.isOpen && (
          <>
            <QuickOutcomes {...log} />
            {failed && <ErrorSummary failed={failed} />}
          </>
        )}
        <div className="flex flex-col">
          {line.isOpen && (
            <Disclosure summary={words.more} open={failed !== null}>
              <OtherOutcomes {...log} now={props.now} timezone={props.timezone} />
            </Disclosure>
          )}
          <Link to={href} className="inline-flex min-h-11 items-center self-start md:min-h-7">
            {words.details}
          </Link>
        </div>
      </div>
    </Card>
  );
}

/** Why the person is gone, and what their buyer still owes them. */
export function Erased({ line }: { line: LeadLine }) {
  return (
    <>
      <p className="text-ink-soft">{line.hasWithdrawn ? words.erasedText : words.keptNoLonger}</p>
      {line.owesErasure && (
        <Link
          to={`/buy/withdrawals?sale=${line.saleId}`}
          className="inline-flex min-h-11 items-center self-start font-medium md:min-h-7"
        >
          {withdrawalWords.owed}
        </Link>
      )}
    </>
  );
}

function NextStep({ line }: { line: LeadLine }) {
  if (!line.isOpen) return null;
  if (line.waiting)
    return (
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        {line.waiting.isLate && <Badge tone="amber">{words.late}</Badge>}
        <span>{words.waits(line.waiting.ms, line.waiting.standardMs)}</span>
      </p>
    );
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {line.next ? (
        <span className={line.next.isDue ? 'font-medium text-amber' : 'font-medium'}>
          {words.next(buyerWords.nextActions[line.next.action], line.next.when)}
        </span>
      ) : (
        <span className="font-medium text-amber">{words.noNext}</span>
      )}
      <span className="text-ink-faint">{words.attempts(line.attemptCount)}</span>
    </p>
  );
}
