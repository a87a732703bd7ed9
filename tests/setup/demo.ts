import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const START_LIMIT_MS = 170_000;
const STOP_LIMIT_MS = 30_000;

export type DemoFile = {
  url: string;
  accounts: { role: string; email: string; password: string }[];
  apiKeys: { seller: string; buyer: string };
  offerId: string;
  orderId: string;
  region: string;
  city: string;
  niche: string;
};

/** A demo started by `npm start`, in a folder of its own. */
export type Demo = {
  readonly dir: string;
  readonly port: number;
  readonly file: DemoFile;
  readonly output: () => string;
  readonly process: ChildProcess;
  /** As Ctrl-C or a service manager stops it. Resolves with the exit code. */
  readonly stop: () => Promise<number | null>;
  /** The starter alone dies, as by a power cut: what it started is left behind. */
  readonly killStarter: () => Promise<void>;
};

export function demoFolder(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'birja-demo-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Runs `npm start` and waits until it is ready. */
export async function startDemo(options: {
  dir: string;
  port?: number;
  env?: Record<string, string>;
}): Promise<Demo> {
  const port = options.port ?? (await freePort());
  let output = '';
  const child = spawn(process.execPath, ['app/sandbox/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: options.dir, PORT: String(port), DEMO_TRAFFIC: 'off', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const ready = untilReady(port);
  const first = await Promise.race([ready.then(() => 'ready' as const), ended]);
  if (first !== 'ready') throw new Error(`npm start ended with ${first}:\n${output}`);
  const demoFile = join(options.dir, 'demo.json');
  if (!existsSync(demoFile)) throw new Error('ready without demo.json');
  return {
    dir: options.dir,
    port,
    file: JSON.parse(readFileSync(demoFile, 'utf8')),
    output: () => output,
    process: child,
    stop() {
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS).unref();
      return ended;
    },
    async killStarter() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function untilReady(port: number): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error('not ready in time');
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
