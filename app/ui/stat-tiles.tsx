import { Link } from '@remix-run/react';
import type { ReactNode } from 'react';
import { uiWords } from '#app/words/en/ui.ts';

export type StatTile = {
  readonly label: string;
  readonly figure: ReactNode;
  /** What the figure means or is compared to. */
  readonly sub?: ReactNode;
  /** Of how many the figure is a share. No share stands without it. */
  readonly sample?: number;
  readonly to?: string;
};

/** How it is going: a few figures, each with what it rests on. */
export function StatTiles({ label, tiles }: { label: string; tiles: readonly StatTile[] }) {
  return (
    <ul aria-label={label} className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {tiles.map((tile) => (
        <li
          key={tile.label}
          className="flex min-w-0 flex-col gap-1 rounded border border-line p-3 only:col-span-2 sm:p-4 lg:only:col-span-1"
        >
          {tile.to ? (
            <Link to={tile.to} className="text-xs">
              {tile.label}
            </Link>
          ) : (
            <span className="text-xs text-ink-faint">{tile.label}</span>
          )}
          <span className="text-base font-semibold wrap-anywhere tabular-nums sm:text-lg [&_span]:whitespace-normal">
            {tile.figure}
          </span>
          {(tile.sub || tile.sample !== undefined) && (
            <span className="flex flex-wrap gap-x-2 text-xs text-ink-faint tabular-nums">
              {tile.sub}
              {tile.sample !== undefined && <span>{uiWords.sample(tile.sample)}</span>}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
