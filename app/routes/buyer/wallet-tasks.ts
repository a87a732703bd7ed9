import { readRechargePlans } from '#app/domain/billing/read-recharge-plans.server.ts';
import { readAskingRecharges } from '#app/domain/billing/read-recharges.server.ts';
import type { Spendable } from '#app/domain/billing/read-spendable.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { formatMoney } from '#app/ui/format-money.ts';
import { cardWords } from '#app/words/en/cards.ts';

const words = cardWords.now;

type WalletTask = { readonly key: string; readonly text: string; readonly to: string };

/**
 * What an organisation's wallets ask of it: a recharge to confirm, one that stopped, a balance below what it wants to be
 * warned of.
 * @returns the tasks, and whether one of them says that a wallet is low
 */
export async function readWalletTasks(
  db: Db,
  { organisationId, wallets }: { organisationId: string; wallets: readonly Spendable[] },
): Promise<{ tasks: WalletTask[]; isLow: boolean }> {
  const [plans, asking] = await Promise.all([
    readRechargePlans(db, organisationId),
    readAskingRecharges(db, organisationId),
  ]);
  const halted = plans.filter(
    ({ state, currency }) => state === 'halted' && !asking.some((one) => one.currency === currency),
  );
  const low = plans.flatMap(({ currency, warnMinor }) => {
    const held = wallets.find((wallet) => wallet.currency === currency)?.spendable ?? 0n;
    return warnMinor !== null && held < warnMinor ? [{ currency, held, warnMinor }] : [];
  });
  return {
    isLow: low.length > 0,
    tasks: [
      ...asking.map((recharge) => ({
        key: recharge.id,
        text: words.asking(formatMoney(recharge)),
        to: '/buy/wallet/confirm',
      })),
      ...halted.map(({ currency, haltCode }) => ({
        key: `halted-${currency}`,
        text: words.halted(currency, haltCode ?? ''),
        to: `/buy/wallet/recharge?currency=${currency}`,
      })),
      ...low.map(({ currency, held, warnMinor }) => ({
        key: `low-${currency}`,
        text: words.low(
          formatMoney({ amountMinor: held, currency }),
          formatMoney({ amountMinor: warnMinor, currency }),
        ),
        to: `/buy/wallet/top-up?currency=${currency}`,
      })),
    ],
  };
}
