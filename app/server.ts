import { fileURLToPath } from 'node:url';
import embedScript from 'virtual:embed-script';
import * as build from 'virtual:remix/server-build';
import { createServer, KEYLESS_RATE_PER_SECOND } from './create-server.ts';
import { readReference } from './domain/catalog/read-reference.server.ts';
import { openSettledSignal } from './domain/leads/settled-signal.server.ts';
import { readEnv } from './platform/env.server.ts';
import { openPlatform } from './platform/platform.server.ts';
import { runProcess } from './platform/run-process.server.ts';

const MAX_CONNECTIONS = 16;

await runProcess(async () => {
  const env = readEnv();
  const { db, close } = await openPlatform(env, {
    name: 'web',
    queueRole: 'sender',
    maxConnections: MAX_CONNECTIONS,
  });
  await readReference(db.pool);
  const signal = openSettledSignal(env.DATABASE_URL, db.log);
  const app = await createServer({
    env,
    db,
    settled: signal.settled,
    keylessRatePerSecond: KEYLESS_RATE_PER_SECOND,
    pages: { build, files: fileURLToPath(new URL('../client', import.meta.url)), embedScript },
  });
  await app.listen({ port: env.PORT, host: env.BIRJA_MODE === 'demo' ? '127.0.0.1' : '0.0.0.0' });
  return {
    log: db.log,
    async stop() {
      await app.close();
      await signal.close();
      await close();
    },
  };
});
