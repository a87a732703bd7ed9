import { useRevalidator } from '@remix-run/react';
import { useEffect, useRef } from 'react';

const PAUSE_MS = 1_000;
const TIMES = 30;

/** Reads the page's data again every second, for half a minute at most, while something is awaited. */
export function useLookAgain(isAwaited: boolean): void {
  const { revalidate, state } = useRevalidator();
  const looked = useRef(0);
  useEffect(() => {
    if (!isAwaited || state !== 'idle' || looked.current >= TIMES) return;
    const timer = setTimeout(() => {
      looked.current += 1;
      revalidate();
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [isAwaited, state, revalidate]);
}
