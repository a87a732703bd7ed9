import { Link } from '@remix-run/react';
import type { BankDetailsShown } from '#app/domain/billing/bank-details.ts';
import type { Asked } from '#app/domain/billing/payout-account.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { countryChoices } from '#app/ui/country-choices.ts';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import type { FormFailure } from '#app/ui/error-summary.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { Select } from '#app/ui/select.tsx';
import { bankWords } from '#app/words/en/bank.ts';
import { earningsWords } from '#app/words/en/earnings.ts';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { uiWords } from '#app/words/en/ui.ts';

const words = earningsWords.account;
const more = sellerMoneyWords.asks;

export type PayoutAccountShown = {
  readonly isOwner: boolean;
  readonly isPaused: boolean;
  readonly isBlocked: boolean;
  /** Where an account can be opened, and whether that is where the organisation is. */
  readonly countries: readonly string[];
  readonly country: string;
  /** Where the exchange itself pays to, one a currency. */
  readonly banks: readonly Pick<BankDetailsShown, 'currency' | 'masked' | 'usableFrom'>[];
  /** Whether there is money of a currency that no bank details are of. */
  readonly hasUncovered: boolean;
  readonly account: {
    readonly detailsSubmitted: boolean;
    readonly payoutsEnabled: boolean;
    /** By Stripe's names, what was not accepted or is late first. */
    readonly asked: readonly Asked[];
    readonly pendingVerification: readonly string[];
    readonly disabledReason: string | null;
    readonly dueBy: Date | null;
  } | null;
};

/** How it stands with the account that money goes to, and the one step that is next. */
export function PayoutAccountSection(props: {
  shown: PayoutAccountShown;
  failed: FormFailure | null;
  chosen: string | null;
  now: Date;
}) {
  const { isPaused, isBlocked, banks, account, hasUncovered } = props.shown;
  // Money of another currency goes nowhere before Stripe has what it asks for.
  const isForOthers = hasUncovered && !isReady(account);
  return (
    <Section id="account" title={words.title}>
      {isBlocked && <Notice tone="red" {...words.blocked} />}
      {isPaused && <Notice tone="amber" {...words.paused} />}
      {banks.length > 0 && <Banks shown={props.shown} now={props.now} />}
      {banks.length === 0 || isForOthers ? (
        <State {...props} />
      ) : (
        !isReady(account) && (
          <Disclosure summary={account ? words.stripeUnready : words.alsoStripe} open={props.failed !== null}>
            <State {...props} />
          </Disclosure>
        )
      )}
    </Section>
  );
}

const isReady = (account: PayoutAccountShown['account']) =>
  account?.payoutsEnabled === true && account.asked.length === 0;

/**
 * Who is paid by the exchange's own bank needs no account at Stripe. Who has both is paid by whichever comes first, and that is one
 * thing to be told.
 */
function Banks({ shown, now }: { shown: PayoutAccountShown; now: Date }) {
  const { banks, account, isOwner } = shown;
  const says = isReady(account) ? words.banksAndStripe : words.banks;
  return (
    <Notice
      tone="good"
      title={says.title}
      text={
        <>
          <p>{says.text}</p>
          <DefinitionList
            items={banks.map(({ currency, masked, usableFrom }) => ({
              term: currency,
              value: (
                <>
                  <span className="font-mono">{masked}</span>
                  {usableFrom > now && (
                    <>
                      {', '}
                      {bankWords.details.usableFrom} <Moment at={usableFrom} now={now} exact />
                    </>
                  )}
                </>
              ),
            }))}
          />
        </>
      }
      action={
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/sell/earnings/bank" kind="other" small>
            {words.banks.change}
          </ButtonLink>
          {isReady(account) && isOwner && <GoOn label={words.banksAndStripe.changeStripe} />}
        </div>
      }
    />
  );
}

function State({ shown, failed, chosen, now }: Parameters<typeof PayoutAccountSection>[0]) {
  const { account, isOwner } = shown;
  if (!account) return <NotSetUp shown={shown} failed={failed} chosen={chosen} now={now} />;
  if (account.payoutsEnabled && account.asked.length > 0)
    return (
      <Notice
        tone="amber"
        title={more.soonTitle}
        text={<Missing account={account} text={more.soonText} />}
        action={isOwner ? <GoOn label={words.goOn} kind="main" /> : words.ownerOnly}
      />
    );
  if (account.payoutsEnabled)
    return <Notice tone="good" {...words.ready} action={isOwner && <GoOn label={words.change} />} />;
  if (account.asked.length > 0 || !account.detailsSubmitted) {
    const { title, text } = account.detailsSubmitted ? words.due : words.begun;
    return (
      <Notice
        tone={account.disabledReason !== null && account.detailsSubmitted ? 'red' : 'amber'}
        title={title}
        text={
          <Missing account={account} text={account.detailsSubmitted ? text : `${text} ${words.due.text}`} />
        }
        action={isOwner ? <GoOn label={words.goOn} kind="main" /> : words.ownerOnly}
      />
    );
  }
  const isStopped = account.disabledReason !== null && !WAITING.includes(account.disabledReason);
  return (
    <Notice
      tone={isStopped ? 'red' : 'blue'}
      {...(isStopped ? { title: more.stopped } : words.checking)}
      {...(account.disabledReason !== null || account.pendingVerification.length > 0
        ? { text: <Missing account={account} text={isStopped ? '' : words.checking.text} /> }
        : {})}
      action={isOwner && <Link to="/sell/earnings/onboarding?step=return">{words.look}</Link>}
    />
  );
}

/** What Stripe waits with by itself. */
const WAITING: readonly string[] = ['requirements.pending_verification', 'under_review'];

/** What is asked for and by when, why what was told was not accepted, and what is being looked at. */
function Missing({ account, text }: { account: NonNullable<PayoutAccountShown['account']>; text: string }) {
  const { asked, pendingVerification, disabledReason, dueBy, detailsSubmitted } = account;
  return (
    <div className="flex flex-col gap-2">
      {disabledReason !== null && detailsSubmitted && <p>{more.disabled(disabledReason)}</p>}
      {text !== '' && <p>{text}</p>}
      {asked.length > 0 && (
        <ul className="list-disc pl-5">
          {asked.map(({ name, isLate, refused }) => (
            <li key={name}>
              {words.requirement(name)}
              {isLate && detailsSubmitted && <span className="text-red"> ({more.late})</span>}
              {refused && (
                <span className="block text-ink-soft">{more.refused(refused.code, refused.reason)}</span>
              )}
            </li>
          ))}
        </ul>
      )}
      {dueBy && <p>{more.dueBy(`${dueBy.toISOString().slice(0, 16).replace('T', ' ')} UTC`)}</p>}
      {pendingVerification.length > 0 && (
        <>
          <p>{more.pending}</p>
          <ul className="list-disc pl-5">
            {pendingVerification.map((name) => (
              <li key={name}>{words.requirement(name)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function GoOn({ label, kind = 'other' }: { label: string; kind?: 'main' | 'other' }) {
  return (
    <PostButton action="/sell/earnings" fields={{ intent: 'set-up', country: '' }} kind={kind} small>
      {label}
    </PostButton>
  );
}

function NotSetUp({ shown, failed, chosen }: Parameters<typeof PayoutAccountSection>[0]) {
  const { countries, country, isOwner, banks } = shown;
  const hasBank = banks.length > 0;
  const isReached = countries.includes(country);
  return (
    <>
      <Notice
        tone={hasBank ? 'blue' : 'amber'}
        title={hasBank ? words.alsoStripe : words.none.title}
        text={
          <>
            <p>{words.none.text}</p>
            {!isReached && <p>{words.notReached(uiWords.countryName(country))}</p>}
          </>
        }
        action={
          !isReached &&
          !hasBank && (
            <ButtonLink to="/sell/earnings/bank" kind="main" small>
              {words.byBank}
            </ButtonLink>
          )
        }
      />
      {isOwner ? (
        <PostForm failed={failed} action="/sell/earnings">
          <HiddenFields fields={{ intent: 'set-up' }} />
          <Select
            name="country"
            label={words.country}
            hint={words.countryHint}
            value={chosen ?? (isReached ? country : '')}
            error={failed?.errors.country}
            choices={[{ value: '', label: words.chooseCountry }, ...countryChoices(countries)]}
          />
          <div>
            <SubmitButton kind={isReached ? 'main' : 'other'}>{words.setUp}</SubmitButton>
          </div>
        </PostForm>
      ) : (
        <p className="text-sm text-ink-soft">{words.ownerOnly}</p>
      )}
    </>
  );
}
