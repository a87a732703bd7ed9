import { prepareChecks } from '#app/domain/leads/prepare-checks.server.ts';
import { readEnv } from '#app/platform/env.server.ts';
import { openPlatform } from '#app/platform/platform.server.ts';
import { runProcess } from '#app/platform/run-process.server.ts';
import { startWork } from './start-work.ts';

const MAX_CONNECTIONS = 16;

await runProcess(async () => {
  const env = readEnv();
  const { db, close } = await openPlatform(env, {
    name: 'worker',
    queueRole: 'worker',
    maxConnections: MAX_CONNECTIONS,
  });
  await prepareChecks(db);
  await startWork(db.queue, {
    db,
    now: () => new Date(),
    checkWaitMs: env.CHECK_WAIT_MS,
    allowPrivateWebhooks: env.ALLOW_PRIVATE_WEBHOOKS,
  });
  return { log: db.log, stop: close };
});
