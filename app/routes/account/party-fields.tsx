import type { LegalParty } from '#app/domain/settings/legal-party.ts';
import { ADDRESS_MOST, NAME_MOST, NUMBER_MOST, SIGNATORY_MOST } from '#app/domain/settings/party-limits.ts';
import { BUSINESS_FORMS } from '#app/domain/settings/tax-number.ts';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { paperWords } from '#app/words/en/papers.ts';
import { type Failed, one } from '../form.ts';

const words = paperWords.legal;

/** Who a party is by law: the same questions to an organisation and to the operator. */
export function PartyFields(props: {
  party: LegalParty | null;
  countryCode: string | null;
  failed: Failed | null;
}) {
  const { party, failed } = props;
  const shown = (name: string, known: string | null | undefined) =>
    failed ? one(failed.typed, name) : (known ?? '');
  const line = (
    name: 'legalName' | 'address' | 'signatoryName' | 'signatoryRole',
    most: number,
    hint?: string,
  ) => (
    <TextInput
      name={name}
      type="text"
      label={words[name]}
      hint={hint}
      value={shown(name, party?.[name])}
      error={failed?.errors[name]}
      maxLength={most}
    />
  );
  return (
    <>
      <Select
        name="form"
        label={words.form}
        value={shown('form', party?.form ?? 'company')}
        error={failed?.errors.form}
        choices={BUSINESS_FORMS.map((value) => ({ value, label: paperWords.forms[value] }))}
      />
      {line('legalName', NAME_MOST, words.legalNameHint)}
      <TextInput
        name="taxNumber"
        type="text"
        label={words.taxNumber}
        hint={props.countryCode ? words.taxNumberHints[props.countryCode] : undefined}
        value={shown('taxNumber', party?.taxNumber)}
        error={failed?.errors.taxNumber}
        maxLength={NUMBER_MOST}
      />
      <TextInput
        name="registrationNumber"
        type="text"
        label={words.registrationNumber}
        optional
        value={shown('registrationNumber', party?.registrationNumber)}
        error={failed?.errors.registrationNumber}
        maxLength={NUMBER_MOST}
      />
      <RadioGroup
        name="vat"
        label={words.vat}
        value={shown('vat', party?.vatNumber ? 'yes' : 'no')}
        choices={[
          { value: 'yes', label: words.vatYes },
          { value: 'no', label: words.vatNo },
        ]}
        inline
      />
      <TextInput
        name="vatNumber"
        type="text"
        label={words.vatNumber}
        hint={words.vatNumberHint}
        optional
        value={shown('vatNumber', party?.vatNumber)}
        error={failed?.errors.vatNumber}
        maxLength={NUMBER_MOST}
      />
      {line('address', ADDRESS_MOST)}
      {line('signatoryName', SIGNATORY_MOST)}
      {line('signatoryRole', SIGNATORY_MOST)}
    </>
  );
}
