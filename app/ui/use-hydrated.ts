import { useSyncExternalStore } from 'react';

const neverChanges = () => () => undefined;

/**
 * Whether scripts run. False on the server and while the page comes to life, so that both make the same HTML; true
 * from then on, also for what is rendered later.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
}
