import { NAME_LIMIT } from '#app/domain/identity/plain-name.ts';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { useHydrated } from '#app/ui/use-hydrated.ts';
import { authWords } from '#app/words/en/auth.ts';
import { type Failed, one } from '../form.ts';
import type { OrganisationChoices } from './organisation-form.ts';

const words = authWords.organisation;
const TRADES = (['sells', 'buys', 'both'] as const).map((value) => ({ value, ...words.trades[value] }));

/** What an organisation is asked when it is made. */
export function OrganisationFields(props: {
  choices: OrganisationChoices;
  failed: Failed | null | undefined;
  /** What a link to this page says that the organisation will do. */
  side?: 'sells' | 'buys' | null;
}) {
  const { choices } = props;
  const typed = props.failed?.typed ?? {};
  const errors = props.failed?.errors ?? {};
  const ownZone = useOwnZone(choices);
  return (
    <>
      <TextInput
        name="organisation"
        type="text"
        label={words.name}
        hint={words.nameHint}
        value={one(typed, 'organisation')}
        error={errors.organisation}
        maxLength={NAME_LIMIT}
        autoComplete="organization"
      />
      <RadioGroup
        name="trade"
        label={words.trade}
        choices={TRADES}
        value={one(typed, 'trade') || (props.side ?? '')}
        error={errors.trade}
      />
      <Select
        name="country"
        label={words.country}
        hint={words.countryHint}
        value={one(typed, 'country')}
        error={errors.country}
        choices={[{ value: '', label: words.chooseCountry }]}
        groups={choices.countries}
      />
      <Select
        name="timezone"
        label={words.timezone}
        hint={words.timezoneHint}
        value={one(typed, 'timezone') || ownZone}
        error={errors.timezone}
        groups={choices.timezones}
      />
      <TextInput
        name="landing_url"
        type="url"
        label={words.landingUrl}
        hint={words.landingUrlHint}
        optional
        value={one(typed, 'landing_url')}
        error={errors.landing_url}
        maxLength={500}
        autoComplete="url"
      />
    </>
  );
}

/** Browsers go on calling it as the time zone database did before 2022. */
const RENAMED: Readonly<Record<string, string>> = { 'Europe/Kiev': 'Europe/Kyiv' };

/** The zone that the browser goes by, once it can be asked. */
function useOwnZone({ timezones }: OrganisationChoices): string {
  const hydrated = useHydrated();
  if (!hydrated) return 'UTC';
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const own = RENAMED[timeZone] ?? timeZone;
  return timezones.some(({ choices }) => choices.some(({ value }) => value === own)) ? own : 'UTC';
}
