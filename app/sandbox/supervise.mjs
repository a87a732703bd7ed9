import { spawn } from 'node:child_process';
import { trimLog } from './logs.mjs';
import { identityOf, signal } from './process-identity.mjs';
import { relayLog } from './relay-log.mjs';
import { say } from './say.mjs';
import { words } from './words.mjs';

const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 5000;
// A child that has run this long did not die of its start, so the next delay is short again.
const SOUND_AFTER_MS = 10_000;

/**
 * Keeps one Node process running: starts it, and again with a growing delay each time it ends. The child has an IPC channel
 * and notices by 'disconnect' that the starter is gone. `args` is called for each start.
 */
export function supervise({ name, node, args, cwd, env, logFile, onStart, onMessage, onDeath }) {
  trimLog(logFile);
  const log = relayLog(name, logFile);
  let child;
  let stopping = false;
  let delayMs = FIRST_DELAY_MS;
  let timer;
  let wasUp = false;

  const start = () => {
    const startedAt = Date.now();
    let counted = false;
    child = spawn(node, args(), {
      cwd,
      env,
      // A group of its own: a Ctrl-C at the terminal reaches only the starter, which stops all in order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const ended = (how) => {
      if (counted || stopping) return;
      counted = true;
      if (Date.now() - startedAt > SOUND_AFTER_MS) delayMs = FIRST_DELAY_MS;
      say(words.died(name, how, delayMs));
      onDeath?.();
      timer = setTimeout(start, delayMs);
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS);
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, signalName) => ended(signalName ?? `exit code ${code}`));
    if (child.pid === undefined) return;
    log.attach(child);
    onStart?.({ pid: child.pid, identity: identityOf(child.pid) });
    child.on('message', (message) => {
      if (message?.type === 'ready') {
        if (wasUp) say(words.back(name));
        wasUp = true;
      }
      onMessage?.(message);
    });
  };
  start();

  const isRunning = () => child.pid !== undefined && child.exitCode === null && child.signalCode === null;
  return {
    /** SIGTERM, and SIGKILL to the whole group when it has not ended after `graceMs`. */
    async stop(graceMs) {
      stopping = true;
      clearTimeout(timer);
      if (isRunning()) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        signal(child.pid, 'SIGTERM');
        const killer = setTimeout(() => signal(-child.pid, 'SIGKILL'), graceMs);
        await gone;
        clearTimeout(killer);
      }
      log.close();
    },
    kill() {
      stopping = true;
      clearTimeout(timer);
      if (isRunning()) signal(-child.pid, 'SIGKILL');
    },
  };
}
