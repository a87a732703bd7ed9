import { CORRECTED_ACCOUNTS, CORRECTION_KINDS, CORRECTION_SOURCES } from '#app/domain/billing/correction.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { troubleWords } from '#app/words/en/trouble.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { type Failed, one } from '../form.ts';
import type { OfferedOrganisation } from './find-organisation.ts';
import { ReasonField } from './reason-field.tsx';

const words = troubleWords.corrections;

/** An entry by hand; its id is made with the form, so that a form sent twice is one entry. */
export function CorrectionForm(props: {
  id: string;
  /** The one that a link names. */
  organisation: { readonly id: string; readonly name: string };
  /** Those that may be meant by what was typed. */
  offered: readonly OfferedOrganisation[];
  failed: Failed | null;
}) {
  const { failed, organisation } = props;
  const isNamed = organisation.name !== '';
  const offered =
    props.offered.length > 0 || !isNamed ? props.offered : [{ ...organisation, countryCode: '' }];
  const typed = (name: string, otherwise: string) => (failed ? one(failed.typed, name) : otherwise);
  const errors = failed?.errors ?? {};
  return (
    <PostForm label={words.write} failed={failed}>
      <input type="hidden" name="id" value={typed('id', props.id)} />
      <TextInput
        name="organisation"
        label={words.organisation}
        hint={words.organisationHint}
        value={typed('organisation', isNamed ? organisation.name : organisation.id)}
        error={errors.organisation}
        maxLength={200}
      />
      {offered.length > 0 && (
        <>
          <input
            type="hidden"
            name="foundBy"
            value={typed('organisation', isNamed ? organisation.name : organisation.id)}
          />
          <RadioGroup
            name="chosen"
            label={words.organisationWhich}
            value={typed('chosen', organisation.id)}
            error={errors.chosen}
            choices={offered.map(({ id, name, countryCode }) => ({
              value: id,
              label: countryCode ? `${name}, ${uiWords.countryName(countryCode)}` : name,
              hint: id,
            }))}
          />
        </>
      )}
      <RadioGroup
        name="kind"
        label={words.kind}
        value={typed('kind', 'goodwill')}
        choices={CORRECTION_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
        inline
      />
      <RadioGroup
        name="direction"
        label={words.direction}
        value={typed('direction', 'give')}
        choices={[
          { value: 'give', label: words.give },
          { value: 'take', label: words.take },
        ]}
        inline
      />
      <Select
        name="account"
        label={words.account}
        value={typed('account', 'spendable')}
        choices={CORRECTED_ACCOUNTS.map((value) => ({ value, label: words.accounts[value] }))}
      />
      <Select
        name="source"
        label={words.source}
        value={typed('source', 'goodwill')}
        choices={CORRECTION_SOURCES.map((value) => ({ value, label: words.sources[value] }))}
      />
      <MoneyInput
        name="amount"
        label={words.amount}
        value={typed('amount', '')}
        error={errors.amount}
        currency={typed('currency', 'UAH') as Currency}
        currencies={CURRENCIES}
        currencyName="currency"
      />
      <ReasonField failed={failed} />
      <div>
        <SubmitButton kind="main">{words.submit}</SubmitButton>
      </div>
    </PostForm>
  );
}
