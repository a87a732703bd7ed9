import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { bankAccountSchema, checkBankAccount } from '#app/domain/billing/bank-account.ts';
import type { BankPayout } from '#app/domain/billing/bank-batch.ts';
import { ACCOUNT_LIMIT, type BankDetailsShown, HOLDER_LIMIT } from '#app/domain/billing/bank-details.ts';
import { doBankDetailsWait } from '#app/domain/billing/do-bank-details-wait.server.ts';
import { readBankPayouts } from '#app/domain/billing/read-bank-batches.server.ts';
import { readBankDetails } from '#app/domain/billing/read-bank-details.server.ts';
import { removeBankDetails } from '#app/domain/billing/remove-bank-details.server.ts';
import { saveBankDetails } from '#app/domain/billing/save-bank-details.server.ts';
import { COUNTRIES } from '#app/domain/identity/countries.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { defaultCurrency } from '#app/domain/pricing/default-currency.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { countryChoices } from '#app/ui/country-choices.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { OlderLink } from '../buyer/older-link.tsx';
import { attempt, type Failed, failed, one, readForm, type Typed } from '../form.ts';
import { type Member, requireMember } from '../guard.ts';

const words = bankWords.details;
const PAGE_SIZE = 25;
const FIELD_OF = {
  bank_iban_wrong: 'account',
  bank_iban_elsewhere: 'account',
  bank_account_wrong: 'account',
  bank_holder_unwritable: 'holder',
  bank_account_key_wrong: 'account',
  bank_account_other_currency: 'account',
  bank_code_wrong: 'bank_id',
};

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({ before: z.string().max(64).nullable().catch(null) });

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const { before } = questionSchema.parse({
    before: null,
    ...Object.fromEntries(new URL(args.request.url).searchParams),
  });
  const [details, payouts] = await Promise.all([
    readBankDetails(db, organisation.id),
    readBankPayouts(db, { organisationId: organisation.id, limit: PAGE_SIZE, before }),
  ]);
  return {
    now,
    before,
    details,
    payouts,
    isOwner: roleReaches(organisation.role, 'owner'),
    country: organisation.countryCode,
    // Named here: a browser may know some countries by other names.
    countries: countryChoices(COUNTRIES),
    currency: defaultCurrency(organisation.countryCode),
  };
}

type Ask = {
  title: string;
  text: string;
  figures: { label: string; value: string }[];
  fields: Record<string, string>;
  confirmLabel: string;
  tone?: 'danger';
};
type Answer = { failed: Failed; ask: null } | { failed: Failed | null; ask: Ask };
const currencySchema = z.enum(CURRENCIES);

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const member = await requireMember(args, { side: 'sells', role: 'owner' });
  const { organisation, actor, origin } = member;
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  if (one(typed, 'remove')) return remove(args, member, typed);
  const parsed = bankAccountSchema.safeParse({
    currency: one(typed, 'currency'),
    country: one(typed, 'country'),
    holder: one(typed, 'holder'),
    account: one(typed, 'account'),
    bankCode: one(typed, 'bank_id'),
  });
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => String(path[0]).replace('bankCode', 'bank_id'));
    return { failed: failed(typed, Object.fromEntries(names.map((name) => [name, words.wrong]))), ask: null };
  }
  const { currency, ...details } = parsed.data;
  const checked = await attempt(
    typed,
    Promise.resolve().then(() => checkBankAccount(parsed.data)),
    FIELD_OF,
  );
  if (!checked.ok) return { failed: checked.failed, ask: null };
  if (one(typed, 'confirmed') !== 'yes') {
    const waits = await doBankDetailsWait(db, { organisationId: organisation.id, currency });
    return { failed: failed(typed, {}), ask: askAbout(parsed.data, waits) };
  }
  await saveBankDetails(db, { organisationId: organisation.id, currency, details, actor, origin, now });
  throw redirect('/sell/earnings/bank?done=saved');
}

/** Takes details away, once that was agreed to. */
async function remove(args: ActionFunctionArgs, member: Member, typed: Typed): Promise<Answer> {
  const { db, now } = args.context;
  const { organisation, actor, origin } = member;
  const currency = currencySchema.safeParse(one(typed, 'remove')).data;
  const details = await readBankDetails(db, organisation.id);
  const known = details.find((one) => one.currency === currency);
  if (!currency || !known) throw redirect('/sell/earnings/bank');
  if (one(typed, 'confirmed') !== 'yes') return { failed: null, ask: askToRemove(known) };
  const removed = await attempt(
    {},
    removeBankDetails(db, { organisationId: organisation.id, currency, actor, origin, now }),
  );
  if (!removed.ok) return { failed: removed.failed, ask: null };
  throw redirect('/sell/earnings/bank?done=removed');
}

function askToRemove({ currency, masked }: BankDetailsShown): Ask {
  const { removal } = words;
  return {
    title: removal.title(currency),
    text: removal.text,
    figures: [{ label: removal.account, value: masked }],
    fields: { remove: currency },
    confirmLabel: removal.act,
    tone: 'danger',
  };
}

function askAbout(given: z.output<typeof bankAccountSchema>, waits: boolean): Ask {
  const { confirm } = words;
  return {
    title: confirm.title,
    text: waits ? `${confirm.text} ${confirm.waits}` : confirm.text,
    figures: [
      { label: words.currency, value: given.currency },
      { label: words.holder, value: given.holder },
      { label: words.number, value: given.account.replace(/(.{4})(?=.)/g, '$1 ') },
      ...(given.bankCode ? [{ label: words.bankCode, value: given.bankCode }] : []),
      { label: words.country, value: uiWords.countryName(given.country) },
    ],
    fields: {
      currency: given.currency,
      country: given.country,
      holder: given.holder,
      account: given.account,
      bank_id: given.bankCode,
    },
    confirmLabel: confirm.act,
  };
}

export default function BankDetails() {
  const { isOwner } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo="/sell/earnings/bank" />}
      <FlashNotice notices={words.done} />
      <WorkTitle title={words.title} intro={words.intro} back={{ to: '/sell/earnings', label: words.back }} />
      <div className="flex flex-col gap-8">
        <Details />
        <Section id="give" title={words.form} intro={words.formIntro}>
          {isOwner ? <DetailsForm /> : <p className="text-sm text-ink-soft">{words.ownerOnly}</p>}
        </Section>
        <Payouts />
      </div>
    </>
  );
}

function Details() {
  const { details, now, isOwner } = useLoaderData<typeof loader>();
  return (
    <Section id="details" title={words.list}>
      {details.length === 0 ? (
        <EmptyState {...words.empty} />
      ) : (
        <DataTable
          caption={words.caption}
          rows={details}
          rowKey={({ currency }) => currency}
          columns={[
            {
              key: 'currency',
              head: words.currency,
              cell: ({ currency }) => <span className="font-medium">{currency}</span>,
            },
            {
              key: 'account',
              head: words.account,
              cell: ({ masked }) => <span className="font-mono whitespace-nowrap">{masked}</span>,
            },
            { key: 'since', head: words.since, cell: ({ updatedAt }) => <Moment at={updatedAt} now={now} /> },
            {
              key: 'usable',
              head: words.usable,
              cell: ({ usableFrom }) =>
                usableFrom <= now ? (
                  words.usableNow
                ) : (
                  <>
                    {words.usableFrom} <Moment at={usableFrom} now={now} exact />
                  </>
                ),
            },
            ...(isOwner
              ? [
                  {
                    key: 'remove',
                    head: words.remove,
                    cell: ({ currency }: { currency: string }) => (
                      <PostButton fields={{ remove: currency }} small>
                        {words.removeOf(currency)}
                      </PostButton>
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Section>
  );
}

function DetailsForm() {
  const { country, countries, currency } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer?.failed;
  const typed = (name: string, otherwise = '') => (refused ? one(refused.typed, name) : otherwise);
  return (
    <PostForm failed={refused}>
      <Select
        name="currency"
        label={words.currency}
        hint={words.currencyHint}
        value={typed('currency', currency)}
        error={refused?.errors.currency}
        choices={CURRENCIES.map((one) => ({ value: one, label: one }))}
      />
      <Select
        name="country"
        label={words.country}
        value={typed('country', country)}
        error={refused?.errors.country}
        choices={[{ value: '', label: words.chooseCountry }, ...countries]}
      />
      <TextInput
        name="holder"
        type="text"
        label={words.holder}
        hint={words.holderHint}
        value={typed('holder')}
        error={refused?.errors.holder}
        maxLength={HOLDER_LIMIT}
      />
      <TextInput
        name="account"
        type="text"
        label={words.number}
        hint={words.numberHint}
        value={typed('account')}
        error={refused?.errors.account}
        maxLength={ACCOUNT_LIMIT * 2}
      />
      <TextInput
        name="bank_id"
        type="text"
        label={words.bankCode}
        hint={words.bankCodeHint}
        value={typed('bank_id')}
        error={refused?.errors.bank_id}
        maxLength={16}
        optional
      />
      <div>
        <SubmitButton>{words.save}</SubmitButton>
      </div>
    </PostForm>
  );
}

function Payouts() {
  const { payouts, now, before } = useLoaderData<typeof loader>();
  return (
    <Section id="payouts" title={words.payouts}>
      {payouts.length === 0 ? (
        <EmptyState {...words.noPayouts} />
      ) : (
        <DataTable
          caption={words.payoutsCaption}
          rows={payouts}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'when',
              head: words.when,
              cell: ({ createdAt }) => <Moment at={createdAt} now={now} exact />,
            },
            {
              key: 'amount',
              head: words.amount,
              kind: 'figure',
              cell: (row) => <span className="font-medium whitespace-nowrap">{formatMoney(row)}</span>,
            },
            {
              key: 'to',
              head: words.to,
              cell: ({ masked }) => <span className="font-mono whitespace-nowrap">{masked}</span>,
            },
            {
              key: 'status',
              head: words.status,
              cell: ({ status }) => <StateBadge of="bankPayout" state={status} />,
            },
            {
              key: 'happened',
              head: words.happened,
              kind: 'text',
              cell: (row) => {
                const happened = whatHappened(row);
                return happened && <span className="block max-w-[60ch] text-ink-soft">{happened}</span>;
              },
            },
          ]}
        />
      )}
      <OlderLink
        path="/sell/earnings/bank"
        query={new URLSearchParams()}
        before={payouts.length === PAGE_SIZE ? (payouts.at(-1)?.id ?? null) : null}
        isFirst={before === null}
      />
    </Section>
  );
}

function whatHappened({ status, reason }: BankPayout): string | null {
  switch (status) {
    case 'pending':
      return words.pending;
    case 'sent':
      return words.sent;
    case 'paid':
      return null;
    case 'returned':
      return words.returned(sentence(reason));
    case 'cancelled':
      return words.cancelled(sentence(reason));
  }
}

function sentence(reason: string | null): string {
  const text = (reason ?? '').trim();
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}
