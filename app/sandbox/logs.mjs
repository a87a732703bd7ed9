import { closeSync, existsSync, fstatSync, openSync, readSync, statSync, truncateSync } from 'node:fs';

const MAX_LOG_BYTES = 10 * 1024 * 1024;
const MAX_TAIL_BYTES = 16_384;

/** Empties a log that has grown past its bound. Done at a start: while running, its writers hold it open. */
export function trimLog(file) {
  if (existsSync(file) && statSync(file).size > MAX_LOG_BYTES) truncateSync(file);
}

/** Where a log ends now, for reading later only what has come since. */
export function endOf(file) {
  return existsSync(file) ? statSync(file).size : 0;
}

/** The last lines of a log after the byte `from`, for showing why something did not start. */
export function tailOf(file, lines, from = 0) {
  if (!existsSync(file)) return '';
  const fd = openSync(file, 'r');
  try {
    const { size } = fstatSync(fd);
    const buffer = Buffer.alloc(Math.min(Math.max(size - from, 0), MAX_TAIL_BYTES));
    readSync(fd, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } finally {
    closeSync(fd);
  }
}
