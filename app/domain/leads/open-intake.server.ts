import { isUnreachable } from '#app/platform/is-unreachable.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { Intake, Taken } from './intake.ts';
import { BATCH_LIMIT, takeLeads } from './take-leads.server.ts';

const BATCHES_AT_ONCE = 3;

type Waiting = { intake: Intake; resolve: (taken: Taken) => void; reject: (error: unknown) => void };

/**
 * Takes leads in as they come, those that arrive while a commit is under way together in the next one: under load
 * many share one commit, and a lone lead waits for nobody.
 */
export function openIntake(db: Db): (intake: Intake) => Promise<Taken> {
  const waiting: Waiting[] = [];
  let running = 0;

  function next(): void {
    while (running < BATCHES_AT_ONCE && waiting.length > 0) {
      running += 1;
      const batch = takeBatch(waiting);
      write(db, batch).finally(() => {
        running -= 1;
        next();
      });
    }
  }

  return (intake) =>
    new Promise((resolve, reject) => {
      waiting.push({ intake, resolve, reject });
      next();
    });
}

/** Up to a batch in order of arrival; a second lead with a key that the batch has stays for the next. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  const batch: Waiting[] = [];
  const left: Waiting[] = [];
  const keys = new Set<string>();
  for (const one of waiting) {
    const { idempotency, prepared } = one.intake;
    const key = idempotency && `${prepared.offer.organisationId}\n${idempotency.key}`;
    if (batch.length >= BATCH_LIMIT || (key !== null && keys.has(key))) left.push(one);
    else {
      batch.push(one);
      if (key !== null) keys.add(key);
    }
  }
  waiting.splice(0, waiting.length, ...left);
  return batch;
}

/** One lead that the database refuses must not take the others down with it. */
async function write(db: Db, batch: readonly Waiting[]): Promise<void> {
  try {
    const taken = await takeLeads(
      db,
      batch.map(({ intake }) => intake),
    );
    batch.forEach((one, index) => {
      const outcome = taken[index];
      if (outcome) one.resolve(outcome);
    });
  } catch (error) {
    // Of a connection that was lost nobody knows whether the batch was committed: written again, it could be there twice.
    if (batch.length === 1 || isUnreachable(error)) for (const one of batch) one.reject(error);
    else for (const one of batch) await write(db, [one]);
  }
}
