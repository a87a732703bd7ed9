import type { ReactNode } from 'react';
import { DAYS } from '#app/domain/exchange/buying-hours.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { CheckboxGroup } from '#app/ui/choice-group.tsx';
import { FieldSet } from '#app/ui/field-set.tsx';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { NichePicker } from '#app/ui/niche-picker.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type ChosenRegion, RegionCombobox } from '#app/ui/region-combobox.tsx';
import { type ChoiceGroup, Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';
import { hoursWords } from '#app/words/en/hours.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { all, type Failed, one, type Typed } from '../form.ts';
import { languageChoices } from '../language-choices.ts';
import { type Fair, FairBand } from './fair-band.tsx';
import { BUDGET_PERIODS, CAP_PERIODS } from './order-values.ts';

const words = buyerWords.orderForm;
const HOURS_A_DAY = 24;

export type OrderFormData = {
  readonly values: Typed;
  readonly chosen: readonly ChosenRegion[];
  readonly niches: readonly ChoiceGroup[];
  readonly timezones: readonly string[];
  /** Given, it stays. */
  readonly currency: Currency | null;
  readonly fair: Fair | null;
};

/** All that an order says. What it may cost is explained where it is typed. */
export function OrderForm(props: { form: OrderFormData; failed: Failed | null; children: ReactNode }) {
  const { form, failed } = props;
  const { values } = form;
  const errors = failed?.errors ?? {};
  const unit = (form.currency ?? one(values, 'currency')) as Currency;
  return (
    <PostForm failed={failed}>
      <NichePicker
        name="niches"
        label={words.niches}
        hint={words.nichesHint}
        groups={form.niches}
        values={all(values, 'niches')}
        error={errors.niches}
      />
      <RegionCombobox
        name="regions"
        label={words.regions}
        hint={words.regionsHint}
        chosen={form.chosen}
        added={one(values, 'region_add')}
        multiple
        error={errors.regions}
      />
      <MoneyInput
        name="max_price"
        label={words.price}
        hint={form.currency ? `${words.priceHint} ${words.currencyStays}` : words.priceHint}
        value={one(values, 'max_price')}
        currency={unit}
        {...(form.currency ? {} : { currencies: CURRENCIES })}
        error={errors.max_price}
      />
      <FairBand currency={unit} fair={form.fair} />
      <CheckboxGroup
        name="temperature"
        label={words.temperature}
        hint={words.temperatureHint}
        values={all(values, 'temperature')}
        choices={(['hot', 'warm', 'cold'] as const).map((value) => ({
          value,
          label: pageWords.temperatures[value],
          hint: words.temperatureNotes[value],
        }))}
      />
      <TextInput
        name="min_score"
        type="text"
        inputMode="numeric"
        label={words.minScore}
        hint={words.minScoreHint}
        value={one(values, 'min_score')}
        maxLength={3}
        error={errors.min_score}
      />
      <Checkbox
        name="accept_unknown"
        checked={one(values, 'accept_unknown') === 'yes'}
        hint={words.acceptUnknownHint}
      >
        {words.acceptUnknown}
      </Checkbox>
      <CheckboxGroup
        name="languages"
        label={words.languages}
        hint={words.languagesHint}
        optional
        inline
        values={all(values, 'languages')}
        choices={languageChoices(all(values, 'languages'))}
        error={errors.languages}
      />
      <FieldSet legend={words.caps} id="caps" hint={words.capsHint}>
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          {CAP_PERIODS.map((period) => (
            <TextInput
              key={period}
              name={`cap_${period}`}
              type="text"
              inputMode="numeric"
              label={words.cap[period]}
              value={one(values, `cap_${period}`)}
              maxLength={7}
              error={errors[`cap_${period}`]}
            />
          ))}
        </div>
      </FieldSet>
      <FieldSet legend={words.budgets} id="budgets" hint={words.budgetsHint}>
        <div className="grid gap-4 sm:grid-cols-3">
          {BUDGET_PERIODS.map((period) => (
            <TextInput
              key={period}
              name={`budget_${period}`}
              type="text"
              inputMode="decimal"
              label={words.budget[period]}
              value={one(values, `budget_${period}`)}
              maxLength={20}
              error={errors[`budget_${period}`]}
            />
          ))}
        </div>
      </FieldSet>
      <CheckboxGroup
        name="hours_days"
        label={words.hours}
        hint={words.hoursHint}
        inline
        values={all(values, 'hours_days')}
        choices={DAYS.map((day) => ({ value: day, label: hoursWords.days[day] }))}
        error={errors.hours_days}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select
          name="hours_from"
          label={words.from}
          value={one(values, 'hours_from')}
          choices={hourChoices(0)}
          error={errors.hours_from}
        />
        <Select
          name="hours_to"
          label={words.to}
          hint={words.toHint}
          value={one(values, 'hours_to')}
          choices={hourChoices(1)}
          error={errors.hours_to}
        />
      </div>
      <Select
        name="timezone"
        label={words.timezone}
        hint={words.timezoneHint}
        value={one(values, 'timezone')}
        choices={form.timezones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
        error={errors.timezone}
      />
      <div className="flex flex-wrap items-center gap-3">{props.children}</div>
    </PostForm>
  );
}

/** The full hours of a day, the first of them this one. */
function hourChoices(first: number) {
  return Array.from({ length: HOURS_A_DAY }, (_, index) => index + first).map((hour) => ({
    value: String(hour),
    label: hoursWords.clock(hour),
  }));
}
