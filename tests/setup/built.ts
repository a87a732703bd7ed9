import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../../app/sandbox/build.mjs';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

let building: Promise<boolean> | null = null;

/**
 * Builds the product unless it is built, once a process. The build also writes code that the sources import, so a
 * program that may be the first to run here calls this before it imports them.
 */
export async function ensureBuilt(): Promise<void> {
  building ??= buildIfStale(ROOT);
  if (!(await building)) throw new Error('the product cannot be built');
}
