import { Icon } from '#app/ui/icons.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import type { OrderLine } from './order-line.ts';

/** Why an order buys nothing, or that it only waits for the next lead. */
export function OrderReasons({ reasons }: { reasons: OrderLine['reasons'] }) {
  return (
    <ul className="flex flex-col gap-1">
      {reasons.map((reason) => (
        <li
          key={reason.text}
          className={`flex items-start gap-2 ${reason.code === 'paused' ? 'text-ink-soft' : 'text-amber'}`}
        >
          <Icon name={reason.stops ? 'warning' : 'info'} size={18} />
          {reason.text}
        </li>
      ))}
      {!reasons.some(({ stops }) => stops) && (
        <li className="flex items-start gap-2 text-accent">
          <Icon name="check" size={18} />
          {buyerWords.orders.waiting}
        </li>
      )}
    </ul>
  );
}
