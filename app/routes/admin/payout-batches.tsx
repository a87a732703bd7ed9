import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { bankCurrencies } from '#app/domain/billing/bank-payee.ts';
import { makeBankBatch } from '#app/domain/billing/make-bank-batch.server.ts';
import { countDueForBank, readBankBatches } from '#app/domain/billing/read-bank-batches.server.ts';
import { readSettings } from '#app/domain/settings/read-settings.server.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { Section } from '#app/ui/section.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { OlderLink } from '../buyer/older-link.tsx';
import { attempt, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { type Answer, answerTo } from './answer.ts';

const words = bankWords.batches;
const PAGE_SIZE = 25;

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({ before: z.string().max(64).nullable().catch(null) });

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const { before } = questionSchema.parse({
    before: null,
    ...Object.fromEntries(new URL(args.request.url).searchParams),
  });
  const { values } = await readSettings(db);
  const [due, batches] = await Promise.all([
    countDueForBank(db, { minimum: values.payout_minimum_minor, now }),
    readBankBatches(db, { limit: PAGE_SIZE, before }),
  ]);
  const own = bankCurrencies(values.bank_account);
  return {
    now,
    before,
    batches,
    isPaused: values.payouts_paused,
    due: due.map((row) => ({ ...row, hasAccount: own.includes(row.currency) })),
  };
}

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { actor, origin } = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const currency = z.enum(CURRENCIES).safeParse(one(typed, 'currency'));
  if (!currency.success) throw redirect('/admin/payout-batches');
  if (one(typed, 'confirmed') !== 'yes') {
    const { values } = await readSettings(db);
    const all = await countDueForBank(db, { minimum: values.payout_minimum_minor, now });
    const due = all.find((row) => row.currency === currency.data);
    const { confirm } = words;
    return answerTo('make', {
      ask: {
        title: confirm.title(currency.data),
        text: confirm.text,
        figures: [
          { label: confirm.sellers, value: String(due?.sellers ?? 0) },
          {
            label: confirm.total,
            value: formatMoney({ amountMinor: due?.totalMinor ?? 0n, currency: currency.data }),
          },
        ],
        fields: { currency: currency.data },
        confirmLabel: confirm.act,
      },
    });
  }
  const made = await attempt(typed, makeBankBatch(db, { currency: currency.data, actor, origin, now }));
  if (!made.ok) return answerTo('make', { failed: made.failed });
  throw redirect(`/admin/payout-batches/${made.data}?done=made`);
}

export default function PayoutBatches() {
  const { isPaused } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo="/admin/payout-batches" />}
      <ErrorSummary failed={answer?.failed} />
      <WorkTitle
        title={words.title}
        intro={words.intro}
        back={{ to: '/admin/bank', label: bankWords.admin.title }}
      />
      <div className="flex flex-col gap-10">
        {isPaused && <Notice tone="amber" {...words.paused} />}
        <Due />
        <Batches />
      </div>
    </>
  );
}

function Due() {
  const { due, isPaused } = useLoaderData<typeof loader>();
  return (
    <Section id="due" title={words.due}>
      {due.length === 0 ? (
        <EmptyState {...words.nothingDue} />
      ) : (
        <CardList label={words.due}>
          {due.map(({ currency, sellers, totalMinor, hasAccount }) => (
            <Card
              key={currency}
              level={3}
              title={formatMoney({ amountMinor: totalMinor, currency })}
              meta={<span>{words.sellers(sellers)}</span>}
              actions={
                hasAccount ? (
                  !isPaused && <PostButton fields={{ currency }}>{words.make(currency)}</PostButton>
                ) : (
                  <p className="text-sm text-ink-soft">{words.noAccount(currency)}</p>
                )
              }
            />
          ))}
        </CardList>
      )}
    </Section>
  );
}

function Batches() {
  const { batches, now, before } = useLoaderData<typeof loader>();
  return (
    <Section id="batches" title={words.list}>
      {batches.length === 0 ? (
        <EmptyState {...words.empty} />
      ) : (
        <DataTable
          caption={words.caption}
          rows={batches}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'when',
              head: words.when,
              cell: ({ id, createdAt }) => (
                <Link
                  to={`/admin/payout-batches/${id}`}
                  className="inline-flex min-h-6 items-center font-medium"
                >
                  <Moment at={createdAt} now={now} exact />
                </Link>
              ),
            },
            { key: 'payouts', head: words.payouts, kind: 'figure', cell: ({ payoutsCount }) => payoutsCount },
            {
              key: 'total',
              head: words.total,
              kind: 'figure',
              cell: ({ totalMinor, currency }) => (
                <span className="whitespace-nowrap">
                  {formatMoney({ amountMinor: totalMinor, currency })}
                </span>
              ),
            },
            {
              key: 'status',
              head: words.status,
              cell: ({ status }) => <StateBadge of="bankBatch" state={status} />,
            },
          ]}
        />
      )}
      <OlderLink
        path="/admin/payout-batches"
        query={new URLSearchParams()}
        before={batches.length === PAGE_SIZE ? (batches.at(-1)?.id ?? null) : null}
        isFirst={before === null}
      />
    </Section>
  );
}
