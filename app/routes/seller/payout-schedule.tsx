import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { MONTH_DAYS_LIMIT, RHYTHMS, WEEKDAYS } from '#app/domain/billing/payout-schedule.ts';
import { readPayoutSchedule } from '#app/domain/billing/read-payout-schedule.server.ts';
import { readWallet } from '#app/domain/billing/read-wallet.server.ts';
import { setPayoutSchedule } from '#app/domain/billing/set-payout-schedule.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { majorOf, parseMajor } from '#app/ui/parse-major.ts';
import { PostForm } from '#app/ui/post-form.tsx';
import { Select } from '#app/ui/select.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { attempt, failed, one, readForm, type Typed } from '../form.ts';
import { requireMember } from '../guard.ts';

const words = sellerMoneyWords.schedule;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db } = args.context;
  const [schedule, settings, wallets] = await Promise.all([
    readPayoutSchedule(db, organisation.id),
    readSettings(db),
    readWallet(db.pool, organisation.id),
  ]);
  const earned = wallets.map(({ currency }) => currency);
  return {
    schedule,
    isOwner: roleReaches(organisation.role, 'owner'),
    minima: (earned.length > 0 ? earned : [defaultCurrency(organisation.countryCode)]).map((currency) => ({
      currency,
      least: formatMoney({ amountMinor: settings.values.payout_minimum_minor[currency], currency }),
      own: schedule.minimumMinor[currency] ?? null,
    })),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { organisation, actor, origin } = await requireMember(args, { side: 'sells', role: 'owner' });
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const read = readSchedule(typed);
  if (!read.ok) return read.failed;
  const done = await attempt(
    typed,
    setPayoutSchedule(db, { organisationId: organisation.id, ...read, actor, origin, now }),
  );
  if (!done.ok) return done.failed;
  throw redirect('/sell/earnings/schedule?done=saved');
}

function readSchedule(typed: Typed) {
  const rhythm = RHYTHMS.find((known) => known === one(typed, 'rhythm')) ?? 'at_once';
  const weekday = WEEKDAYS.find((day) => String(day) === one(typed, 'weekday')) ?? null;
  const monthDay = monthDays.find((day) => String(day) === one(typed, 'month_day')) ?? null;
  const minimumMinor: Partial<Record<Currency, bigint | null>> = {};
  const errors: Record<string, string> = {};
  for (const currency of CURRENCIES) {
    const name = `minimum_${currency}`;
    if (!typed[name]) continue;
    const text = one(typed, name).trim();
    const amount = parseMajor(text, currency);
    if (text !== '' && amount === null) errors[name] = words.errors.minimum;
    minimumMinor[currency] = text === '' ? null : amount;
  }
  if (rhythm === 'weekly' && weekday === null) errors.weekday = words.errors.weekday;
  if (rhythm === 'monthly' && monthDay === null) errors.month_day = words.errors.monthDay;
  if (Object.keys(errors).length > 0) return { ok: false as const, failed: failed(typed, errors) };
  return {
    ok: true as const,
    schedule: {
      rhythm,
      weekday: rhythm === 'weekly' ? weekday : null,
      monthDay: rhythm === 'monthly' ? monthDay : null,
    },
    minimumMinor,
  };
}

const monthDays = Array.from({ length: MONTH_DAYS_LIMIT }, (_, index) => index + 1);

export default function PayoutSchedulePage() {
  const { schedule, minima, isOwner } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>() ?? null;
  const typedOr = (name: string, value: string) => (refused ? one(refused.typed, name) : value);
  return (
    <>
      <FlashNotice notices={{ saved: { title: words.done } }} />
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/sell/earnings', label: words.back }} />
      {!isOwner && (
        <p className="text-ink-soft">
          {words.says(schedule.rhythm, schedule.weekday, schedule.monthDay)} {words.ownerOnly}
        </p>
      )}
      {isOwner && (
        <PostForm label={words.title} failed={refused}>
          <RadioGroup
            name="rhythm"
            label={words.rhythm}
            value={typedOr('rhythm', schedule.rhythm)}
            choices={RHYTHMS.map((value) => ({
              value,
              label: words.rhythms[value][0],
              hint: words.rhythms[value][1],
            }))}
          />
          <Select
            name="weekday"
            label={words.weekday}
            hint={words.weekdayHint}
            value={typedOr('weekday', String(schedule.weekday ?? ''))}
            error={refused?.errors.weekday}
            choices={[
              { value: '', label: words.choose },
              ...WEEKDAYS.map((day) => ({ value: String(day), label: words.weekdays[day - 1] ?? '' })),
            ]}
          />
          <Select
            name="month_day"
            label={words.monthDay}
            hint={words.monthDayHint}
            value={typedOr('month_day', String(schedule.monthDay ?? ''))}
            error={refused?.errors.month_day}
            choices={[
              { value: '', label: words.choose },
              ...monthDays.map((day) => ({ value: String(day), label: String(day) })),
            ]}
          />
          {minima.map(({ currency, least, own }) => (
            <MoneyInput
              key={currency}
              name={`minimum_${currency}`}
              label={words.minimum(currency)}
              hint={words.minimumHint(least)}
              currency={currency}
              value={typedOr(`minimum_${currency}`, own === null ? '' : majorOf(own))}
              error={refused?.errors[`minimum_${currency}`]}
            />
          ))}
          <div>
            <SubmitButton>{words.submit}</SubmitButton>
          </div>
        </PostForm>
      )}
    </>
  );
}
