import { DAY_MS } from '#app/kernel/time.ts';

/** How long the link to the new address works. */
export const CONFIRM_MS = DAY_MS;
/** How long the old address can stop the change, or undo it: who was away for a weekend still can. */
export const STOP_MS = 7 * DAY_MS;

/** A change that waits for its link to be opened. */
export type WaitingEmailChange = { readonly email: string; readonly until: Date };
