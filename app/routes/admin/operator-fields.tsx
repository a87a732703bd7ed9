import type { SettingValue } from '#app/domain/settings/setting.ts';
import { type ChoiceGroup, Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { paperWords } from '#app/words/en/papers.ts';
import { PartyFields } from '../account/party-fields.tsx';
import { type Failed, one } from '../form.ts';

const words = paperWords.legal;

/** Who the operator is by law, and what VAT lies within its fees. */
export function OperatorFields(props: {
  value: SettingValue<'operator'>;
  /** Named by the server: browsers call some countries otherwise. */
  countries: readonly ChoiceGroup[];
  failed: Failed | null;
}) {
  const { value, failed } = props;
  const { party, vatRateBasisPoints } = value;
  const country = failed ? one(failed.typed, 'countryCode') : (party?.countryCode ?? '');
  return (
    <>
      <Select
        name="countryCode"
        label={words.operatorCountry}
        value={country}
        error={failed?.errors.countryCode}
        groups={props.countries}
        choices={[{ value: '', label: words.choose }]}
      />
      <PartyFields party={party} countryCode={country || null} failed={failed} />
      <TextInput
        name="vatRate"
        type="text"
        inputMode="decimal"
        label={words.vatRate}
        hint={words.vatRateHint}
        value={failed ? one(failed.typed, 'vatRate') : adminWords.niches.percent(vatRateBasisPoints)}
        error={failed?.errors.vatRate}
        maxLength={8}
      />
    </>
  );
}
