import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { say } from './say.mjs';
import { words } from './words.mjs';

const WARN_LEVEL = 40;
const MAX_SHOWN = 10;
const WINDOW_MS = 10_000;

/** Writes a child's lines into its log and shows warnings on the terminal, at most `MAX_SHOWN` in `WINDOW_MS`. */
export function relayLog(name, logFile) {
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 });
  // A disk that fills up must not take the starter down; the line is lost.
  log.on('error', () => undefined);
  const show = limitedShow(name, logFile);
  const read = (stream, isError) => {
    createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
      log.write(`${line}\n`);
      const warning = warningIn(line, isError);
      if (warning !== undefined) show(warning);
    });
  };
  return {
    attach(child) {
      read(child.stdout, false);
      read(child.stderr, true);
    },
    close: () => log.end(),
  };
}

/** A JSON line of level warn or above, or whatever else comes on stderr. */
function warningIn(line, isError) {
  if (line.trim() === '') return undefined;
  if (line.startsWith('{')) {
    try {
      const { level, msg, err } = JSON.parse(line);
      if (typeof level === 'number' && level < WARN_LEVEL) return undefined;
      if (typeof level === 'number') return [msg, err?.message].filter(Boolean).join(': ');
    } catch {
      // Not JSON after all.
    }
  }
  return isError ? line : undefined;
}

function limitedShow(name, logFile) {
  let shown = 0;
  let heldBack = 0;
  let windowEndsAt = 0;
  return (warning) => {
    const now = Date.now();
    if (now >= windowEndsAt) {
      if (heldBack > 0) say(words.warningsHeldBack(name, heldBack, logFile));
      shown = 0;
      heldBack = 0;
      windowEndsAt = now + WINDOW_MS;
    }
    if (shown < MAX_SHOWN) say(`${name}: ${warning}`);
    else heldBack += 1;
    shown += 1;
  };
}
