import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A server of this folder as a process of its own, which says its port when it listens and ends when it is let go. */
export async function forkServer(file: string, env: Record<string, string> = {}) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [], {
    env: { ...process.env, NODE_ENV: 'production', ...env },
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${file} did not start: exit code ${code}`)));
    child.once('message', (message) => resolve((message as { port: number }).port));
  });
  return { url: `http://127.0.0.1:${port}`, close: () => child.disconnect() };
}
