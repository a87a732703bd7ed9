import type { ReactNode } from 'react';
import type { Tone } from './badge.tsx';
import { Icon, type IconName } from './icons.tsx';

export type NoticeTone = Exclude<Tone, 'neutral'>;

const TONES: Record<NoticeTone, { className: string; icon: IconName }> = {
  good: { className: 'bg-accent-soft text-accent', icon: 'check' },
  amber: { className: 'bg-amber-soft text-amber', icon: 'warning' },
  red: { className: 'bg-red-soft text-red', icon: 'cross' },
  blue: { className: 'bg-blue-soft text-blue', icon: 'info' },
};

/** What holds for the whole page: a state of the account, a warning, the answer to what was just done. */
export function Notice(props: { tone: NoticeTone; title: string; text?: ReactNode; action?: ReactNode }) {
  const { className, icon } = TONES[props.tone];
  return (
    <div className={`flex gap-3 rounded p-4 text-sm ${className}`}>
      <Icon name={icon} />
      <div className="flex min-w-0 flex-1 flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-col gap-1">
          <p className="font-medium">{props.title}</p>
          {props.text && <div className="max-w-[68ch] text-ink">{props.text}</div>}
        </div>
        {props.action && <div className="text-ink">{props.action}</div>}
      </div>
    </div>
  );
}
