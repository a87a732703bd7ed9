import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { enterRates } from '#app/domain/pricing/enter-rates.server.ts';
import { ASSUMED_RATES } from '#app/domain/pricing/exchange-rates.ts';
import { readRateTables } from '#app/domain/pricing/read-exchange-rates.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { ratesWords as words } from '#app/words/en/rates.ts';
import { attempt, failed, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { type Answer, answerTo } from './answer.ts';
import { ENTERED, isFarOff, readRatesForm } from './read-rates-form.ts';

const AT = '/admin/rates';
const TABLES_SHOWN = 50;
const RATE_LENGTH = 24;
const DATE_LENGTH = 10;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** The tables with the one in force first, and the one that was entered last. */
async function readTables(db: Db) {
  const tables = await readRateTables(db.pool, TABLES_SHOWN);
  const last = tables.reduce<string | null>((latest, { id }) => (latest && latest > id ? latest : id), null);
  return { tables, last, inForce: tables[0] ?? ASSUMED_RATES };
}

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const { tables, last, inForce } = await readTables(db);
  return { tables, last, inForce, today: now.toISOString().slice(0, DATE_LENGTH) };
}

/** What is typed is asked about with what it replaces. */
export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { actor, origin } = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const { asOf, rubPerUnit, errors } = readRatesForm(typed, now);
  if (Object.keys(errors).length > 0) return answerTo('rates', { failed: failed(typed, errors) });
  if (one(typed, 'confirmed') !== 'yes') {
    const { rubPerUnit: now } = (await readTables(db)).inForce;
    const changes = ENTERED.map((currency) => ({
      currency,
      from: now[currency],
      to: Number(rubPerUnit[currency]),
    }));
    return answerTo('rates', {
      failed: failed(typed, {}),
      ask: {
        title: words.ask(asOf),
        text: changes.some(isFarOff) ? `${words.askFar} ${words.askText}` : words.askText,
        figures: changes.map(({ currency, from, to }) => ({
          label: currency,
          value: words.change(String(from), String(to), percent(to / from - 1)),
        })),
        fields: { as_of: asOf, before: one(typed, 'before'), ...fieldsOf(rubPerUnit) },
        confirmLabel: words.confirm,
        ...(changes.some(isFarOff) ? { tone: 'danger' as const } : {}),
      },
    });
  }
  const before = one(typed, 'before') || null;
  const done = await attempt(typed, enterRates(db, { asOf, rubPerUnit, before, actor, origin, now }));
  if (!done.ok) return answerTo('rates', { failed: done.failed });
  throw redirect(`${AT}?done=entered`);
}

function fieldsOf(rubPerUnit: Readonly<Record<string, string>>) {
  return Object.fromEntries(ENTERED.map((currency) => [`rate_${currency}`, rubPerUnit[currency] ?? '']));
}

function percent(share: number): string {
  return share.toLocaleString('en', {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: 1,
  });
}

export default function ExchangeRatesPage() {
  const { tables, inForce } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={AT} />}
      <FlashNotice notices={{ entered: { title: words.done } }} />
      <WorkTitle title={words.title} intro={words.intro} />
      <p className="pb-6">{inForce.assumed ? words.none(inForce.asOf) : words.inForce(inForce.asOf)}</p>
      <div className="flex flex-col gap-10">
        <Section id="enter" title={words.form}>
          <RatesForm />
        </Section>
        <Section id="tables" title={words.history}>
          {tables.length === 0 ? (
            <EmptyState {...words.historyEmpty} />
          ) : (
            <DataTable
              caption={words.history}
              rows={tables}
              rowKey={({ id }) => id}
              columns={[
                { key: 'day', head: words.day, cell: ({ asOf }) => asOf },
                ...ENTERED.map((currency) => ({
                  key: currency,
                  head: currency,
                  kind: 'figure' as const,
                  cell: ({ rubPerUnit }: (typeof tables)[number]) => String(rubPerUnit[currency]),
                })),
              ]}
            />
          )}
        </Section>
      </div>
    </>
  );
}

function RatesForm() {
  const { inForce, last, today } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer?.failed ?? null;
  const typed = (name: string, otherwise: string) => (refused ? one(refused.typed, name) : otherwise);
  return (
    <PostForm label={words.form} failed={refused}>
      <input type="hidden" name="before" value={last ?? ''} />
      <TextInput
        name="as_of"
        type="date"
        label={words.asOf}
        hint={words.asOfHint}
        value={typed('as_of', today)}
        error={refused?.errors.as_of}
        maxLength={DATE_LENGTH}
      />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {ENTERED.map((currency) => (
          <TextInput
            key={currency}
            name={`rate_${currency}`}
            type="text"
            inputMode="decimal"
            label={words.rate(currency)}
            suffix="RUB"
            value={typed(`rate_${currency}`, String(inForce.rubPerUnit[currency]))}
            error={refused?.errors[`rate_${currency}`]}
            maxLength={RATE_LENGTH}
          />
        ))}
      </div>
      <div>
        <SubmitButton kind="other">{words.submit}</SubmitButton>
      </div>
    </PostForm>
  );
}
