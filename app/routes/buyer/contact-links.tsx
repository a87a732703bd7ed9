import { buttonClass } from '#app/ui/button.tsx';
import { Icon } from '#app/ui/icons.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { mailLink } from './mail-link.ts';

const words = buyerWords.inbox;

/** Tap to call, tap to write: the whole width of a phone, the call first. */
export function ContactLinks({ phone, email }: { phone: string | null; email: string | null }) {
  return (
    <div className="flex w-full flex-col gap-2 sm:flex-row sm:flex-wrap">
      {phone && (
        <a
          href={`tel:${phone.replace(/[^\d+]/g, '')}`}
          className={`${buttonClass('main')} tabular-nums no-underline`}
        >
          <Icon name="phone" size={18} />
          {words.call(phone)}
        </a>
      )}
      {email && (
        <a href={mailLink(email)} className={`${buttonClass(phone ? 'other' : 'main')} min-w-0 no-underline`}>
          <Icon name="mail" size={18} />
          <span className="min-w-0 wrap-anywhere">{words.write(email)}</span>
        </a>
      )}
    </div>
  );
}
