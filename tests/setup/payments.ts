import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { type StripeEmulator, startStripe } from './stripe.ts';
import { openWorld, serve, type World } from './world.ts';

/** A world with a Stripe of its own, whose events reach it as over the internet. */
export type Payments = {
  readonly world: World;
  readonly stripe: StripeEmulator;
  readonly url: string;
  readonly stop: () => Promise<void>;
};

/** @param options.works whether jobs are worked, as the worker does; without it a test works them itself */
export async function openPayments(options: { works?: boolean } = {}): Promise<Payments> {
  const port = await freePort();
  const stripe = await startStripe({ webhookUrl: `http://127.0.0.1:${port}/webhooks/stripe` });
  const world = await openWorld({ role: 'worker', env: { ...stripe.env } });
  const served = await serve(world, { port, works: options.works ?? true });
  return {
    world,
    stripe,
    url: served.url,
    async stop() {
      await stripe.stop();
      await served.stop();
      await world.close();
    },
  };
}

/** Whom events go to has to be known before the one who sends them, and the other way round. */
function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
