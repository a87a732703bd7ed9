import { useEffect, useState } from 'react';
import { uiWords } from '#app/words/en/ui.ts';

export type FoundRegion = {
  readonly code: string;
  readonly name: string;
  /** What kind of place it is and where, to tell namesakes apart. */
  readonly where: string;
  readonly label: string;
};

/** As the public list of regions answers. */
type RegionJson = {
  readonly code: string;
  readonly kind: 'country' | 'subdivision' | 'city';
  readonly parent: string | null;
  readonly country: string;
  readonly name: string;
};

type Search = {
  readonly state: 'idle' | 'found' | 'none' | 'failed';
  readonly found: readonly FoundRegion[];
};

const IDLE: Search = { state: 'idle', found: [] };
const PAUSE_MS = 150;
const LIMIT = 12;

/** The regions that a typed text may mean, asked for once the typing pauses. An answer to an older text is dropped. */
export function useRegionSearch(text: string): Search {
  const [search, setSearch] = useState(IDLE);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === '') {
      setSearch(IDLE);
      return;
    }
    const asking = new AbortController();
    const timer = setTimeout(() => {
      ask(wanted, asking.signal).then(
        (found) => setSearch({ state: found.length > 0 ? 'found' : 'none', found }),
        () => asking.signal.aborted || setSearch({ state: 'failed', found: [] }),
      );
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [wanted]);
  return search;
}

async function ask(text: string, signal: AbortSignal): Promise<FoundRegion[]> {
  const response = await fetch(`/api/v1/regions?${new URLSearchParams({ q: text, limit: String(LIMIT) })}`, {
    signal,
  });
  if (!response.ok) throw new Error(`regions answered ${response.status}`);
  const { data } = (await response.json()) as { data: readonly RegionJson[] };
  return data.map(toFound);
}

function toFound({ code, kind, parent, country, name }: RegionJson): FoundRegion {
  const countryName = uiWords.countryName(country);
  return {
    code,
    name,
    where: uiWords.regions.where(kind, kind === 'city' && parent !== country ? parent : null, countryName),
    label: kind === 'country' || name === countryName ? name : `${name}, ${countryName}`,
  };
}
