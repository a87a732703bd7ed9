import { spawn } from 'node:child_process';
import { identityOf, signal } from './process-identity.mjs';

const running = new Map();

/**
 * Runs one command to its end. Resolves to `{ code, stdout, output }`; with `inherit` the command writes to the
 * terminal itself and both texts stay empty. The command leads a process group of its own, so that stopping it also
 * stops what it started.
 */
export function runStep(command, args, { cwd, env, user, inherit = false, onStart } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      ...(user === undefined ? {} : { uid: user.uid, gid: user.gid }),
      stdio: ['ignore', inherit ? 'inherit' : 'pipe', inherit ? 'inherit' : 'pipe'],
    });
    let stdout = '';
    let output = '';
    child.stdout?.on('data', (data) => {
      stdout += data;
      output += data;
    });
    child.stderr?.on('data', (data) => {
      output += data;
    });
    child.on('error', reject);
    if (child.pid !== undefined) {
      running.set(child.pid, child);
      onStart?.({ pid: child.pid, identity: identityOf(child.pid) });
    }
    child.on('close', (code) => {
      running.delete(child.pid);
      resolve({ code: code ?? 1, stdout, output });
    });
  });
}

export function signalSteps(name) {
  for (const pid of running.keys()) signal(-pid, name);
}
