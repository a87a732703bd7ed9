import { startWords } from '#app/words/en/start.ts';
import { EnvError } from './env.server.ts';
import { isUnreachable } from './is-unreachable.ts';

type Failure = Error & { code?: string; port?: number };

/** Of a server that is there and lets nobody in: wrong password, no such user, no such database. */
const NOT_LET_IN = new Set(['28P01', '28000', '3D000', 'ENOTFOUND', 'EAI_AGAIN']);

/** One sentence for the operator on why a process or a command cannot start; the stack where nothing better is known. */
export function explainFailure(error: unknown): string {
  const failure = error as Failure;
  if (failure instanceof EnvError) return failure.message;
  if (failure.code === 'EADDRINUSE') return startWords.portTaken(failure.port ?? 0);
  if (isUnreachable(failure) || NOT_LET_IN.has(failure.code ?? ''))
    return startWords.noConnection(failure.code ?? failure.message);
  return failure.stack ?? failure.message;
}

/** Runs a command; a failure ends it with its sentence and exit code 1. */
export async function runCommand(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.stderr.write(`${explainFailure(error)}\n`);
    process.exitCode = 1;
  }
}
