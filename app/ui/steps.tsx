import { uiWords } from '#app/words/en/ui.ts';
import { Icon } from './icons.tsx';

export type Step = { readonly label: string; readonly state: 'done' | 'current' | 'next' };

/** Where one is in a sequence of acts. */
export function Steps({ label, steps }: { label: string; steps: readonly Step[] }) {
  return (
    <ol aria-label={label} className="flex flex-col gap-2 text-sm sm:flex-row sm:flex-wrap sm:gap-x-6">
      {steps.map((step, index) => (
        <li
          key={step.label}
          aria-current={step.state === 'current' ? 'step' : undefined}
          className="flex items-center gap-2 text-ink-faint aria-[current=step]:font-medium aria-[current=step]:text-ink"
        >
          <span
            aria-hidden="true"
            className={`flex size-6 shrink-0 items-center justify-center rounded-full text-xs tabular-nums ${
              step.state === 'next' ? 'border border-field' : 'bg-accent text-on-accent'
            }`}
          >
            {step.state === 'done' ? <Icon name="check" size={14} /> : index + 1}
          </span>
          {step.label}
          {step.state === 'done' && <span className="sr-only">{uiWords.done}</span>}
        </li>
      ))}
    </ol>
  );
}
