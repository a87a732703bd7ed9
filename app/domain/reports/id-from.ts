import { type IdPrefix, newId } from '#app/kernel/ids.ts';

/** The ten characters of an id that are its time in milliseconds. */
const TIME_CHARACTERS = 10;

/**
 * What every id made at this moment or later sorts behind, and every earlier one before: the tables that grow for ever are
 * read from a moment on by their key, and need no index on their times.
 */
export function idFrom(prefix: IdPrefix, at: Date): string {
  return newId(prefix, at.getTime()).slice(0, prefix.length + 1 + TIME_CHARACTERS);
}
