import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Demo } from './demo.ts';

const run = promisify(execFile);

/** Runs `check-books` on a running demo, as its operator would. */
export function checkBooks(demo: Demo): Promise<{ code: number; stdout: string }> {
  return run(process.execPath, ['jobs/check-books.ts'], { env: { ...process.env, DATA_DIR: demo.dir } }).then(
    ({ stdout }) => ({ code: 0, stdout }),
    (error) => ({ code: error.code as number, stdout: error.stdout as string }),
  );
}
