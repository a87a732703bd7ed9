import { useRevalidator } from '@remix-run/react';
import { useEffect } from 'react';

const PAUSE_MS = 1_500;

/** Reads the page's data again every moment while something is under way, and the page is in sight. */
export function useFollow(isMoving: boolean): void {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isMoving || state !== 'idle') return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') revalidate();
    }, PAUSE_MS);
    return () => clearInterval(timer);
  }, [isMoving, state, revalidate]);
}
