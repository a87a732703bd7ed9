import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { CARD_MAXIMUM_MINOR, CARD_MINIMUM_MINOR, checkCharge } from '#app/domain/billing/card-amounts.ts';
import { continueTopUp } from '#app/domain/billing/continue-top-up.server.ts';
import { dropTopUp } from '#app/domain/billing/drop-top-up.server.ts';
import { readTopUp } from '#app/domain/billing/read-top-ups.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { startTopUp } from '#app/domain/billing/start-top-up.server.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { majorOf, parseMajor } from '#app/ui/parse-major.ts';
import { PostForm } from '#app/ui/post-form.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { cardWords } from '#app/words/en/cards.ts';
import { walletWords } from '#app/words/en/wallet.ts';
import { attempt, type Failed, failed, one, readForm, type Typed } from '../form.ts';
import { type Member, requireMember } from '../guard.ts';
import { quickAmounts } from './quick-amounts.ts';
import { spendableIn } from './spendable.ts';
import { topPricesOf } from './top-prices.ts';

const words = walletWords.topUp;
const ON_AMOUNT = { top_up_too_small: 'amount', top_up_too_large: 'amount', top_up_not_whole: 'amount' };
const currencySchema = z.enum(CURRENCIES);

export const meta: MetaFunction = () => [{ title: words.meta }];

/** A link may say how much of which currency is lacking. */
const questionSchema = z.object({
  currency: currencySchema.nullable().catch(null),
  amount: z.string().max(24).catch(''),
});

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys', role: 'manager' });
  const { db } = args.context;
  const asked = questionSchema.parse({
    currency: null,
    ...Object.fromEntries(new URL(args.request.url).searchParams),
  });
  const [wallets, tops] = await Promise.all([
    readWallet(db.pool, organisation.id),
    topPricesOf(db, organisation.id),
  ]);
  const usual = defaultCurrency(organisation.countryCode);
  const currencies = [
    ...new Set([
      ...wallets.map(({ currency }) => currency),
      usual,
      ...(asked.currency ? [asked.currency] : []),
    ]),
  ].sort();
  const preferred = asked.currency ?? (tops.has(usual) ? usual : [...tops.keys()][0]);
  const currency = preferred && currencies.includes(preferred) ? preferred : usual;
  return {
    currencies,
    currency,
    amount: asked.amount,
    limits: {
      least: formatMoney({ amountMinor: CARD_MINIMUM_MINOR[currency], currency }),
      most: formatMoney({ amountMinor: CARD_MAXIMUM_MINOR, currency }),
    },
    top: tops.get(currency) ?? null,
    quick: quickAmounts(currency, tops.get(currency) ?? null),
  };
}

type Answer = { failed: Failed; ask: null } | { failed: null; ask: Awaited<ReturnType<typeof askAbout>> };

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const member = await requireMember(args, { side: 'buys', role: 'manager' });
  const typed = await readForm(args.request);
  if (one(typed, 'continue')) return goOn(args, member, typed);
  if (one(typed, 'cancel')) return drop(args, member, typed);
  const read = readMoney(typed);
  if (!read.ok) return { failed: read.failed, ask: null };
  const { money } = read;
  const savesCard = one(typed, 'save') === 'yes';
  if (one(typed, 'confirmed') !== 'yes') {
    const checked = await attempt(
      typed,
      Promise.resolve().then(() => checkCharge(money)),
      ON_AMOUNT,
    );
    return checked.ok
      ? { failed: null, ask: await askAbout(args, member, money, savesCard) }
      : { failed: checked.failed, ask: null };
  }
  const started = await attempt(
    typed,
    startTopUp(args.context.db, {
      organisationId: member.organisation.id,
      money,
      savesCard,
      actor: member.actor,
      origin: member.origin,
      now: args.context.now,
    }),
    ON_AMOUNT,
  );
  if (!started.ok) return { failed: started.failed, ask: null };
  throw redirect(started.data.url);
}

/** Back to a page that was opened before: another's is as good as none. */
async function goOn(args: ActionFunctionArgs, member: Member, typed: Typed): Promise<Answer> {
  const { db, now } = args.context;
  const asked = { organisationId: member.organisation.id, topUpId: one(typed, 'continue') };
  if (!(await readTopUp(db, asked))) throw new Response(null, { status: 404 });
  const going = await attempt(
    {},
    continueTopUp(db, { ...asked, actor: member.actor, origin: member.origin, now }),
  );
  if (!going.ok) return { failed: going.failed, ask: null };
  throw redirect(going.data ?? `/buy/wallet?top_up=${asked.topUpId}`);
}

/** Gives up a payment that was begun. One that was paid meanwhile is shown as such. */
async function drop(args: ActionFunctionArgs, member: Member, typed: Typed): Promise<Answer> {
  const { db, now } = args.context;
  const asked = { organisationId: member.organisation.id, topUpId: one(typed, 'cancel') };
  const topUp = await readTopUp(db, asked);
  if (!topUp) throw new Response(null, { status: 404 });
  const dropped = await attempt(
    {},
    dropTopUp(db, { ...asked, actor: member.actor, origin: member.origin, now }),
  );
  const isOver = (await readTopUp(db, asked))?.status !== 'open';
  if (!dropped.ok && !isOver) return { failed: dropped.failed, ask: null };
  throw redirect(`/buy/wallet?top_up=${asked.topUpId}`);
}

type Read = { ok: true; money: { amountMinor: bigint; currency: Currency } } | { ok: false; failed: Failed };

/** An amount that was typed, or the one of a button. */
function readMoney(typed: Typed): Read {
  const [quickCurrency, quickAmount] = one(typed, 'quick').split(':');
  const currency = currencySchema.safeParse(quickAmount ? quickCurrency : one(typed, 'currency'));
  if (!currency.success) return { ok: false, failed: failed(typed, { amount: words.unknownCurrency }) };
  const amountMinor = parseMajor(quickAmount ?? one(typed, 'amount'), currency.data);
  if (amountMinor === null) return { ok: false, failed: failed(typed, { amount: words.invalid }) };
  return { ok: true, money: { amountMinor, currency: currency.data } };
}

async function askAbout(
  { context }: ActionFunctionArgs,
  { organisation }: Member,
  money: { amountMinor: bigint; currency: Currency },
  savesCard: boolean,
) {
  const { amountMinor, currency } = money;
  const [held, tops] = await Promise.all([
    spendableIn(context, organisation.id, currency),
    topPricesOf(context.db, organisation.id),
  ]);
  const top = tops.get(currency);
  const write = (minor: bigint) => formatMoney({ amountMinor: minor, currency });
  const leads = top ? Number((held + amountMinor) / top) : 0;
  return {
    title: words.confirm.title(write(amountMinor)),
    text: words.confirm.text,
    figures: [
      { label: words.confirm.pay, value: write(amountMinor) },
      { label: words.confirm.before, value: write(held) },
      { label: words.confirm.after, value: write(held + amountMinor) },
      ...(top && leads > 0
        ? [{ label: words.confirm.buys, value: words.confirm.leads(leads, write(top)) }]
        : []),
      ...(savesCard ? [{ label: cardWords.topUp.saves, value: cardWords.topUp.saved }] : []),
    ],
    fields: { amount: majorOf(amountMinor), currency, ...(savesCard ? { save: 'yes' } : {}) },
    confirmLabel: words.confirm.act(write(amountMinor)),
  };
}

export default function TopUp() {
  const { currencies, currency, amount, limits, top, quick } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const typed = answer?.failed?.typed ?? answer?.ask?.fields;
  const was = (name: string) => [typed?.[name as keyof typeof typed]].flat()[0];
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo="/buy/wallet/top-up" />}
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/buy/wallet', label: words.back }} />
      <PostForm failed={answer?.failed}>
        <MoneyInput
          name="amount"
          label={words.amount}
          hint={words.hint(limits.least, limits.most)}
          value={was('amount') ?? amount}
          currency={(was('currency') as Currency | undefined) ?? currency}
          currencies={currencies}
          error={answer?.failed?.errors.amount}
        />
        <Checkbox name="save" checked={was('save') === 'yes'} hint={cardWords.topUp.saveHint}>
          {cardWords.topUp.save}
        </Checkbox>
        <div>
          <SubmitButton>{words.go}</SubmitButton>
        </div>
        <fieldset className="flex flex-col gap-2 border-t border-line pt-5">
          <legend className="sr-only">{words.quick}</legend>
          <p aria-hidden="true" className="text-sm font-medium">
            {words.quick}
          </p>
          <div className="flex flex-wrap gap-2">
            {quick.map(({ amountMinor, leads }) => (
              <SubmitButton
                key={amountMinor.toString()}
                kind="other"
                name="quick"
                value={`${currency}:${majorOf(amountMinor)}`}
              >
                <span className="tabular-nums">{formatMoney({ amountMinor, currency })}</span>
                {leads !== null && <span className="font-normal text-ink-soft">{words.leadsFor(leads)}</span>}
              </SubmitButton>
            ))}
          </div>
          {top !== null && (
            <p className="text-xs text-ink-faint">
              {words.leadsHint(formatMoney({ amountMinor: top, currency }))}
            </p>
          )}
        </fieldset>
      </PostForm>
    </>
  );
}
