import type { ReactNode } from 'react';

export type Tone = 'good' | 'amber' | 'red' | 'blue' | 'neutral';

const TONES: Record<Tone, { className: string; path: string }> = {
  good: { className: 'bg-accent-soft text-accent', path: 'M3 8.5l3.2 3.2L13 5' },
  amber: { className: 'bg-amber-soft text-amber', path: 'M8 3v6M8 12v.5' },
  red: { className: 'bg-red-soft text-red', path: 'M4 4l8 8M12 4l-8 8' },
  blue: { className: 'bg-blue-soft text-blue', path: 'M8 7v6M8 3.5V4' },
  neutral: { className: 'bg-neutral-soft text-neutral', path: 'M4 8h8' },
};

/** A state in one word. The sign before it says the same as the colour, for whoever does not see the colour. */
export function Badge({ tone, sign = true, children }: { tone: Tone; sign?: boolean; children: ReactNode }) {
  const { className, path } = TONES[tone];
  return (
    <span
      className={`inline-flex items-center gap-1 rounded px-2 py-0.5 text-xs font-medium whitespace-nowrap ${className}`}
    >
      {sign && (
        <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true" className="shrink-0">
          <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
        </svg>
      )}
      {children}
    </span>
  );
}
