import type { Channel, TrafficKind } from '#app/domain/catalog/offer.ts';
import { CHANNELS, TRAFFIC_KINDS } from '#app/domain/catalog/offer.ts';
import type { ChannelKind } from '#app/domain/leads/channels/channel.ts';
import { TARGETS } from '#app/domain/leads/channels/field-names.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type Choice, Select } from '#app/ui/select.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { channelWords } from '#app/words/en/channels.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { type Failed, one, type Typed } from '../form.ts';

const words = channelWords.form;

type Props = {
  kind: ChannelKind;
  typed: Typed;
  failed: Failed | null;
  regions: readonly Choice[];
  /** Keys of the niche's questions, for the mapping. */
  questions: readonly string[];
  submit: string;
};

/** What a channel is set to; each kind asks only for what it needs. */
export function ChannelForm(props: Props) {
  const { kind, failed } = props;
  const typed = failed?.typed ?? props.typed;
  const errors = failed?.errors ?? {};
  const field = (name: string) => ({ name, value: one(typed, name), error: errors[name] });
  return (
    <PostForm failed={failed}>
      <HiddenFields fields={{ act: 'save', kind }} />
      <TextInput {...field('name')} type="text" label={words.name} hint={words.nameHint} maxLength={100} />
      <Select {...field('region')} label={words.region} hint={words.regionHint} choices={props.regions} />
      <Select
        {...field('channel')}
        label={words.channel}
        choices={CHANNELS.map((value: Channel) => ({ value, label: sellerWords.channels[value] }))}
      />
      <Select
        {...field('traffic')}
        label={words.traffic}
        choices={[
          { value: '', label: words.trafficNone },
          ...TRAFFIC_KINDS.map((value: TrafficKind) => ({ value, label: sellerWords.traffic[value] })),
        ]}
      />
      <TextArea
        {...field('consent_text')}
        label={words.consent}
        hint={words.consentHint}
        maxLength={4_000}
        rows={3}
      />
      <TextInput
        {...field('consent_url')}
        type="text"
        label={words.consentUrl}
        hint={words.consentUrlHint}
        optional
        maxLength={2_000}
      />
      <Checkbox name="shown" checked={one(typed, 'shown') === 'yes'} error={errors.shown}>
        {words.shown}
      </Checkbox>
      <OfKind {...props} typed={typed} />
      <div>
        <SubmitButton>{props.submit}</SubmitButton>
      </div>
    </PostForm>
  );
}

function OfKind({ kind, typed, failed, questions }: Props) {
  const errors = failed?.errors ?? {};
  const field = (name: string) => ({ name, value: one(typed, name), error: errors[name] });
  switch (kind) {
    case 'webhook':
    case 'email':
      return (
        <>
          <TextArea
            {...field('mapping')}
            label={words.mapping}
            hint={words.mappingHint}
            optional
            maxLength={8_000}
          />
          <p className="max-w-[68ch] text-xs wrap-anywhere text-ink-faint">
            {words.targets([...TARGETS, ...questions.map((key) => `attributes.${key}`)].join(', '))}
          </p>
        </>
      );
    case 'vk':
      return (
        <TextInput
          {...field('confirmation')}
          type="text"
          label={words.confirmation}
          hint={words.confirmationHint}
          optional
          maxLength={100}
        />
      );
    case 'telegram':
      return (
        <>
          <TextArea {...field('question')} label={words.question} maxLength={1_000} rows={2} />
          <TextInput {...field('button')} type="text" label={words.button} maxLength={60} />
          <TextArea {...field('thanks')} label={words.thanks} maxLength={1_000} rows={2} />
        </>
      );
    case 'call':
      return (
        <>
          <TextInput
            {...field('least_seconds')}
            type="text"
            inputMode="numeric"
            label={words.leastSeconds}
            hint={words.leastSecondsHint}
            maxLength={4}
          />
          <RadioGroup
            name="takes_missed"
            label={words.missed}
            value={one(typed, 'takes_missed')}
            choices={(['yes', 'no'] as const).map((value) => ({ value, label: words.missedChoices[value] }))}
          />
        </>
      );
  }
}
