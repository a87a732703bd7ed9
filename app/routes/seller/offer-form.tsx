import { useFetcher } from '@remix-run/react';
import { useEffect, useRef, useState } from 'react';
import { CHANNELS, type OfferStatus, TARGET_ACTIONS, TRAFFIC_KINDS } from '#app/domain/catalog/offer.ts';
import type { ReviewStatus } from '#app/domain/identity/visitor.ts';
import { CURRENCIES, type Currency } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '#app/ui/choice-group.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { NichePicker } from '#app/ui/niche-picker.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type ChosenRegion, RegionCombobox } from '#app/ui/region-combobox.tsx';
import { type ChoiceGroup, Select } from '#app/ui/select.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { useHydrated } from '#app/ui/use-hydrated.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { all, type Failed, one, type Typed } from '../form.ts';
import { languageChoices } from '../language-choices.ts';
import { AskAdvice } from './ask-advice.tsx';
import { CountedText } from './counted-text.tsx';
import { FieldGroup } from './field-group.tsx';
import type { OfferPreview } from './offer-preview.ts';
import { useFormQuery } from './use-form-query.ts';

const words = sellerWords.offerForm;
const MAX_SELLS = ['2', '3', '4', '5', '6', '7', '8', '9', '10'];
/** Hours, from the shortest to the longest that an offer may name. */
const WINDOWS = ['48', '72', '120', '168', '336', '720', '1080'];
/** What the fair price and the questions follow from. */
const PREVIEWED = ['niche', 'regions', 'currency', 'target_action', 'exclusivity', 'max_sells'];

export type OfferFormProps = {
  /** As the offer stands, or as a link has filled it in. */
  typed: Typed;
  failed: Failed | null;
  /** Of what stands in the form as it was sent. */
  preview: OfferPreview;
  niches: readonly ChoiceGroup[];
  regions: readonly ChosenRegion[];
  seller: ReviewStatus;
  /** Null for an offer that is yet to be made. */
  status: OfferStatus | null;
};

/** The terms of an offer, new or old. Without scripts a button asks for the fair price, with them it follows what is chosen. */
export function OfferForm(props: OfferFormProps) {
  const typed = props.failed?.typed ?? props.typed;
  const preview = useLivePreview(props.preview);
  const errors = props.failed?.errors ?? {};
  return (
    <PostForm failed={props.failed}>
      <div ref={preview.anchor} className="flex flex-col gap-8">
        <FieldGroup title={words.what}>
          <What {...props} typed={typed} errors={errors} preview={preview.shown} />
        </FieldGroup>
        <FieldGroup title={words.price}>
          <Price {...props} typed={typed} errors={errors} preview={preview.shown} />
        </FieldGroup>
        <FieldGroup title={words.how}>
          <How typed={typed} errors={errors} />
        </FieldGroup>
        <Buttons {...props} preview={preview.shown} />
      </div>
    </PostForm>
  );
}

/** What stands beside the form, asked for anew whenever a field that decides on it changes. */
function useLivePreview(sent: OfferPreview) {
  const anchor = useRef<HTMLDivElement>(null);
  const query = useFormQuery(anchor, PREVIEWED);
  const { load, data } = useFetcher<{ preview: OfferPreview }>();
  useEffect(() => {
    if (query !== null) load(`/sell/offers/new?${query}`);
  }, [query, load]);
  return { anchor, shown: data?.preview ?? sent };
}

type PartProps = { typed: Typed; errors: Failed['errors']; preview: OfferPreview };

function What(props: OfferFormProps & PartProps) {
  const { typed, errors, preview, status } = props;
  return (
    <>
      {status === null ? (
        <NichePicker
          name="niche"
          label={words.niche}
          hint={words.nicheHint}
          groups={props.niches}
          value={one(typed, 'niche')}
          error={errors.niche}
        />
      ) : (
        <input type="hidden" name="niche" value={one(typed, 'niche')} />
      )}
      <RegionCombobox
        name="regions"
        label={words.regions}
        hint={words.regionsHint}
        chosen={props.regions}
        multiple
        added={one(typed, 'region_add')}
        error={errors.regions}
      />
      <RadioGroup
        name="target_action"
        label={words.targetAction}
        hint={words.targetActionHint}
        value={one(typed, 'target_action')}
        choices={TARGET_ACTIONS.map((value) => ({
          value,
          label: pageWords.targetActions[value],
          hint: words.targetActionHints[value],
        }))}
        error={errors.target_action}
      />
      <Questions preview={preview} />
    </>
  );
}

/** What leads of the niche should carry. */
function Questions({ preview }: { preview: OfferPreview }) {
  if (!preview.niche) return null;
  return (
    <div className="flex flex-col gap-2 rounded bg-sunken p-4 text-sm">
      <p className="font-medium">{words.questions}</p>
      <p className="text-ink-soft">
        {preview.questions.length === 0 ? words.noQuestions : words.questionsIntro}
      </p>
      {preview.questions.length > 0 && (
        <dl className="flex flex-col gap-1">
          {preview.questions.map(({ key, label, type, unit, options }) => (
            <div key={key} className="flex flex-wrap gap-x-2">
              <dt>{label}</dt>
              <dd className="text-ink-faint">{words.questionKind(type, unit, options)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

function Price(props: OfferFormProps & PartProps) {
  const { typed, errors, preview, status } = props;
  const currency = useCurrency(typed, preview);
  const windows = [...new Set([...WINDOWS, one(typed, 'dispute_window_hours')])]
    .filter(Boolean)
    .sort((a, b) => Number(a) - Number(b));
  return (
    <>
      <FairPrice preview={preview} />
      <div onChange={currency.notice}>
        <MoneyInput
          name="ask"
          label={words.ask}
          hint={status === null ? words.askHint : `${words.askHint} ${words.currencyFixed}`}
          value={one(typed, 'ask')}
          currency={currency.shown}
          {...(status === null ? { currencies: CURRENCIES } : {})}
          error={errors.ask}
        />
      </div>
      <AskAdvice preview={preview} ask={one(typed, 'ask')} cost={one(typed, 'lead_cost')} />
      {status !== null && <input type="hidden" name="currency" value={currency.shown} />}
      {/* Who sells exclusively need not read how many may buy; without support for it, the hint says so. */}
      <div className="group/sold flex flex-col gap-5">
        <RadioGroup
          name="exclusivity"
          label={words.exclusivity}
          value={one(typed, 'exclusivity')}
          choices={(['exclusive', 'shared'] as const).map((value) => ({
            value,
            label: pageWords.exclusivities[value],
            hint: words.exclusivityHints[value],
          }))}
          error={errors.exclusivity}
        />
        <div className="group-has-[[value=exclusive]:checked]/sold:hidden">
          <Select
            name="max_sells"
            label={words.maxSells}
            hint={words.maxSellsHint}
            value={one(typed, 'max_sells')}
            choices={MAX_SELLS.map((value) => ({ value, label: value }))}
            error={errors.max_sells}
          />
        </div>
      </div>
      <Select
        name="dispute_window_hours"
        label={words.window}
        hint={words.windowHint}
        value={one(typed, 'dispute_window_hours')}
        choices={windows.map((value) => ({ value, label: words.windowChoice(Number(value)) }))}
        error={errors.dispute_window_hours}
      />
      <TextInput
        name="daily_volume"
        type="text"
        inputMode="numeric"
        label={words.dailyVolume}
        hint={words.dailyVolumeHint}
        optional
        value={one(typed, 'daily_volume')}
        maxLength={6}
        error={errors.daily_volume}
      />
    </>
  );
}

/** The currency chosen by hand, and until one is, that of the first region. */
function useCurrency(typed: Typed, preview: OfferPreview) {
  const [isChosen, setChosen] = useState(false);
  const sent = CURRENCIES.find((code) => code === one(typed, 'currency'));
  const [first] = useState(preview.currency);
  const follows = !isChosen && preview.currency !== null && preview.currency !== first;
  const shown: Currency = (follows ? preview.currency : sent) ?? preview.currency ?? 'USD';
  return {
    shown,
    notice: ({ target }: { target: EventTarget }) => {
      if (target instanceof HTMLSelectElement) setChosen(true);
    },
  };
}

/** What such a lead is fairly worth. The button asks for it where nothing else can. */
function FairPrice({ preview }: { preview: OfferPreview }) {
  const hydrated = useHydrated();
  const { fair, niche } = preview;
  const write = (amountMinor: bigint) => formatMoney({ amountMinor, currency: fair?.currency ?? 'USD' });
  return (
    <div className="flex flex-col items-start gap-2 rounded bg-sunken p-4 text-sm">
      <div role="status" className="flex flex-col gap-1">
        {fair && niche ? (
          <>
            <p className="font-medium">
              {words.fairTitle(niche.name, words.fairRegions(fair.place, fair.otherPlaces))}
            </p>
            <p>
              <span className="text-lg font-semibold tabular-nums">{write(fair.p50Minor)}</span>{' '}
              <span className="text-ink-soft">{words.fairMedian}</span>
            </p>
            <p className="text-ink-soft">{words.fairBand(write(fair.p10Minor), write(fair.p90Minor))}</p>
            <p className="text-ink-soft">{words.fee(niche.feeBasisPoints / 100)}</p>
          </>
        ) : (
          <p className="text-ink-soft">{words.fairUnknown}</p>
        )}
      </div>
      {fair && (
        <a href={fair.whyHref} target="_blank" rel="noreferrer">
          {words.fairWhy}
        </a>
      )}
      {!hydrated && (
        <SubmitButton kind="other" small name="intent" value="price">
          {words.showFair}
        </SubmitButton>
      )}
    </div>
  );
}

function How({ typed, errors }: Omit<PartProps, 'preview'>) {
  return (
    <>
      <CheckboxGroup
        name="channels"
        label={words.channels}
        hint={words.channelsHint}
        values={all(typed, 'channels')}
        choices={CHANNELS.map((value) => ({ value, label: sellerWords.channels[value] }))}
        inline
        error={errors.channels}
      />
      <CheckboxGroup
        name="traffic"
        label={words.trafficKinds}
        optional
        values={all(typed, 'traffic')}
        choices={TRAFFIC_KINDS.map((value) => ({ value, label: sellerWords.traffic[value] }))}
        inline
        error={errors.traffic}
      />
      <CheckboxGroup
        name="languages"
        label={words.languages}
        hint={words.languagesHint}
        optional
        values={all(typed, 'languages')}
        choices={languageChoices(all(typed, 'languages'))}
        inline
        error={errors.languages}
      />
      <TextInput
        name="landing_url"
        type="url"
        inputMode="url"
        label={words.landingUrl}
        hint={words.landingUrlHint}
        optional
        value={one(typed, 'landing_url')}
        maxLength={500}
        error={errors.landing_url}
      />
      <CountedText
        name="consent_text"
        label={words.consent}
        hint={words.consentHint}
        value={one(typed, 'consent_text')}
        maxLength={4_000}
        rows={5}
        error={errors.consent_text}
      />
    </>
  );
}

/** What the buttons do is what they say: whether it is looked at first is known once the niche is. */
function Buttons({ seller, status, preview }: OfferFormProps & { preview: OfferPreview }) {
  const isReviewed = seller !== 'approved' || Boolean(preview.niche?.isReviewed);
  const why = seller === 'approved' ? 'niche' : seller === 'refused' ? 'refused' : 'seller';
  if (status === 'active' || status === 'paused' || status === 'review')
    return (
      <div className="flex flex-col items-start gap-3">
        {isReviewed && status === 'active' && <p className="text-sm text-ink-soft">{words.saveAndReview}</p>}
        <SubmitButton name="status" value={status}>
          {words.save}
        </SubmitButton>
      </div>
    );
  return (
    <div className="flex flex-col gap-3">
      {isReviewed && <p className="text-sm text-ink-soft">{words.willBeReviewed[why]}</p>}
      <div className="flex flex-wrap gap-3">
        {seller !== 'refused' && (
          <SubmitButton name="status" value="active">
            {isReviewed ? words.submit : words.publish}
          </SubmitButton>
        )}
        <SubmitButton kind="other" name="status" value="draft">
          {words.draft}
        </SubmitButton>
      </div>
    </div>
  );
}
