import { z } from 'zod';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { defineCall } from './call.ts';
import { currency } from './schemas.ts';

const minor = z.string();

export const readWalletCall = defineCall({
  operation: 'readWallet',
  method: 'GET',
  path: '/wallet',
  access: { kind: 'key', scope: 'wallet:read', side: 'either' },
  answers: {
    200: z.object({
      data: z.array(
        z.object({
          currency,
          spendable: minor,
          reserved: minor,
          pending: minor,
          available: minor,
          debt: minor,
          paid_out: minor,
        }),
      ),
    }),
  },
  refusals: [],
  async handle({ principal, context: { db } }) {
    const wallets = await readWallet(db.pool, principal.organisationId);
    return {
      status: 200,
      body: {
        data: wallets.map((wallet) => ({
          currency: wallet.currency,
          spendable: wallet.spendable.toString(),
          reserved: wallet.reserved.toString(),
          pending: wallet.pending.toString(),
          available: wallet.available.toString(),
          debt: wallet.debt.toString(),
          paid_out: wallet.paidOut.toString(),
        })),
      },
    };
  },
});
