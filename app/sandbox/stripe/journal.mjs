import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';

const LINE_END = 0x0a;

/**
 * Reads an append-only file of JSON lines. What follows the last line end was being written when the process was killed:
 * nobody was answered for it, so it is cut off.
 */
export function readJournal(file) {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf(LINE_END) + 1;
  if (end < bytes.length) truncateSync(file, end);
  const lines = [];
  for (let at = 0; at < end; ) {
    const next = bytes.indexOf(LINE_END, at);
    lines.push(JSON.parse(bytes.toString('utf8', at, next)));
    at = next + 1;
  }
  return lines;
}

/** Puts a whole new journal in the place of the old one: either stands there after a kill, never a half of it. */
export function replaceJournal(file, lines) {
  const handle = openSync(`${file}.new`, 'w', 0o600);
  for (const line of lines) writeSync(handle, `${JSON.stringify(line)}\n`);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(`${file}.new`, file);
  const folder = openSync(dirname(file), 'r');
  fsyncSync(folder);
  closeSync(folder);
}

/**
 * Appends lines and says when they are on the disk. Those that come while a write is under way share the next one.
 * `onFailure` gets the error of a disk that takes no more: memory then knows what the file does not.
 */
export async function openJournal(file, onFailure) {
  const handle = await open(file, 'a', 0o600);
  let waiting = [];
  let writing = Promise.resolve();
  let isWriting = false;

  const write = async () => {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await handle.appendFile(batch.map(({ text }) => text).join(''));
      await handle.datasync();
      for (const { resolve } of batch) resolve();
    }
    isWriting = false;
  };

  return {
    append(line) {
      const written = new Promise((resolve) => {
        waiting.push({ text: `${JSON.stringify(line)}\n`, resolve });
      });
      if (!isWriting) {
        isWriting = true;
        writing = write().catch(onFailure);
      }
      return written;
    },
    async close() {
      await writing;
      await handle.close();
    },
  };
}
