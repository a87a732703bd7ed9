import { Link, useRevalidator } from '@remix-run/react';
import { type ReactNode, useEffect, useState } from 'react';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { walletWords } from '#app/words/en/wallet.ts';
import { DropButton } from './drop-button.tsx';

const words = walletWords.payment;
const LOOK_EVERY_MS = 2_000;
const LOOKS_LIMIT = 30;

export type PaymentShown = {
  readonly id: string;
  readonly status: 'open' | 'paid' | 'expired' | 'failed';
  readonly amount: string;
  /** Whether the payer came back without paying. */
  readonly wasLeft: boolean;
  /** Whether the payer gave it up. */
  readonly isDropped: boolean;
  readonly mayPay: boolean;
};

/** What became of a payment that somebody comes back from. One that is not confirmed yet is looked at again. */
export function PaymentNotice({ payment }: { payment: PaymentShown }) {
  const isOpen = payment.status === 'open' && !payment.isDropped;
  const isClosing = payment.status === 'open' && payment.isDropped;
  const isWaiting = isOpen && !payment.wasLeft;
  const isLate = useLooks(isWaiting || isClosing);
  const goOn = payment.mayPay && (
    <div className="flex flex-wrap gap-3">
      <PostButton action="/buy/wallet/top-up" fields={{ continue: payment.id }} small>
        {words.goOn}
      </PostButton>
      <DropButton id={payment.id} />
    </div>
  );
  return (
    <div role="status" className="mb-4">
      {isClosing && <Told tone="blue" of="closing" {...payment} />}
      {isOpen && payment.wasLeft && <Told tone="amber" of="left" {...payment} action={goOn} />}
      {isWaiting && isLate && <Told tone="amber" of="late" {...payment} action={goOn} />}
      {isWaiting && !isLate && (
        <Told
          tone="blue"
          of="open"
          {...payment}
          action={<Link to={`/buy/wallet?top_up=${payment.id}`}>{words.open.check}</Link>}
        />
      )}
      {payment.status === 'paid' && <Told tone="good" of="paid" {...payment} />}
      {payment.status === 'expired' && !payment.isDropped && <Told tone="amber" of="expired" {...payment} />}
      {payment.status === 'expired' && payment.isDropped && <Told tone="good" of="dropped" {...payment} />}
      {payment.status === 'failed' && <Told tone="red" of="failed" {...payment} />}
    </div>
  );
}

function Told(props: {
  tone: 'good' | 'amber' | 'red' | 'blue';
  of: 'open' | 'late' | 'left' | 'closing' | 'dropped' | 'paid' | 'expired' | 'failed';
  amount: string;
  action?: ReactNode;
}) {
  const { title, text } = words[props.of];
  return <Notice tone={props.tone} title={title(props.amount)} text={text} action={props.action} />;
}

/** Reads the page's data again for a minute while it is waited for. @returns whether the minute is over */
function useLooks(isWaiting: boolean): boolean {
  const { revalidate } = useRevalidator();
  const [looks, setLooks] = useState(0);
  const isOver = looks >= LOOKS_LIMIT;
  useEffect(() => {
    if (!isWaiting || isOver) return;
    const timer = setInterval(() => {
      revalidate();
      setLooks((last) => last + 1);
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isWaiting, isOver, revalidate]);
  return isOver;
}
