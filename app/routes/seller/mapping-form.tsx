import {
  ANSWER_PREFIX,
  DATE_ORDERS,
  DELIMITERS,
  ENCODINGS,
  type Field,
  type LeadImport,
} from '#app/domain/imports/import.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { Disclosure } from '#app/ui/disclosure.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { type ChoiceGroup, Select } from '#app/ui/select.tsx';
import { importWords } from '#app/words/en/imports.ts';
import { type Failed, one } from '../form.ts';
import { columnField } from './column-letter.ts';
import { FieldGroup } from './field-group.tsx';
import type { MappingView } from './import.tsx';

const words = importWords.mapping;
const GROUPS: Record<'person' | 'need' | 'consent' | 'source', readonly Field[]> = {
  person: ['phone', 'email', 'name', 'first_name', 'middle_name', 'last_name'],
  need: ['region', 'city', 'message', 'wanted_within_days', 'budget', 'language'],
  consent: ['consent_at', 'consent_text', 'consent_url'],
  source: [
    ...(['external_id', 'sub_id', 'campaign', 'traffic', 'source_url', 'ip'] as const),
    ...(['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term'] as const),
  ],
};

type Props = { of: LeadImport; mapping: MappingView; failed: Failed | undefined };

/** What each column holds, and how the rest is read. */
export function MappingForm({ of, mapping, failed }: Props) {
  const hasConsent = mapping.columns.some(({ use }) => use === 'consent_at');
  return (
    <>
      <p className="max-w-[75ch] text-ink-soft">{words.intro(of.rowsTotal - (mapping.hasHead ? 1 : 0))}</p>
      {of.format && <FormatForm of={of} />}
      <PostForm failed={failed} wide>
        <input type="hidden" name="act" value="map" />
        <input type="hidden" name="width" value={mapping.columns.length} />
        {!hasConsent && <Notice tone="amber" title={words.noConsent.title} text={words.noConsent.text} />}
        <Columns mapping={mapping} failed={failed} />
        <Settings of={of} mapping={mapping} failed={failed} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton>{words.submit}</SubmitButton>
        </div>
      </PostForm>
      <div>
        <PostButton fields={{ act: 'cancel' }}>{importWords.one.steerings.cancel}</PostButton>
      </div>
    </>
  );
}

function Columns({ mapping, failed }: Omit<Props, 'of'>) {
  const groups: ChoiceGroup[] = [
    ...(Object.keys(GROUPS) as (keyof typeof GROUPS)[]).map((group) => ({
      label: words.groups[group],
      choices: GROUPS[group].map((field) => ({ value: field, label: importWords.fields[field] })),
    })),
    ...(mapping.questions.length === 0
      ? []
      : [
          {
            label: words.groups.answers,
            choices: mapping.questions.map(({ key, label }) => ({ value: `${ANSWER_PREFIX}${key}`, label })),
          },
        ]),
  ];
  return (
    <FieldGroup title={words.title}>
      <div className="grid gap-5 sm:grid-cols-2 xl:grid-cols-3">
        {mapping.columns.map((column, at) => {
          const name = columnField(at);
          return (
            <Select
              key={name}
              name={name}
              label={column.title}
              hint={words.sample(column.samples)}
              value={failed ? one(failed.typed, name) : column.use}
              choices={[{ value: '', label: words.none }]}
              groups={groups}
              error={failed?.errors[name]}
            />
          );
        })}
      </div>
    </FieldGroup>
  );
}

function Settings({ of, mapping, failed }: Props) {
  const typed = failed?.typed;
  const isTicked = (name: string, otherwise: boolean) => (typed ? one(typed, name) === 'yes' : otherwise);
  return (
    <FieldGroup title={words.settings} intro={words.timezone(mapping.timezone)}>
      <div className="flex max-w-xl flex-col gap-5">
        <Select
          name="region"
          label={words.region}
          value={typed ? one(typed, 'region') : (mapping.region ?? '')}
          choices={[{ value: '', label: words.regionNone }, ...mapping.regions]}
        />
        <RadioGroup
          name="date_order"
          label={words.dateOrder}
          value={(typed && one(typed, 'date_order')) || mapping.dateOrder}
          choices={DATE_ORDERS.map((value) => ({ value, label: importWords.dateOrders[value] }))}
        />
        <Checkbox name="has_head" checked={isTicked('has_head', mapping.hasHead)}>
          {words.hasHead}
        </Checkbox>
        <Checkbox
          name="offers_wording"
          checked={isTicked('offers_wording', mapping.offersWording)}
          hint={words.offersWordingHint(mapping.wording)}
        >
          {words.offersWording}
        </Checkbox>
        <Checkbox name="test" checked={isTicked('test', of.test)} hint={words.testHint}>
          {words.test}
        </Checkbox>
      </div>
    </FieldGroup>
  );
}

/** Read anew, the file is guessed anew. */
function FormatForm({ of }: { of: LeadImport }) {
  const { format, about } = of;
  if (!format) return null;
  if (format.kind === 'xlsx' && (about?.sheets.length ?? 0) < 2) return null;
  const { summary } = format.kind === 'xlsx' ? words.sheets : words.format;
  return (
    <Disclosure summary={summary}>
      <PostForm label={summary}>
        <input type="hidden" name="act" value="reread" />
        {format.kind === 'xlsx' ? (
          <Select
            name="sheet"
            label={words.format.sheet}
            value={String(format.sheet)}
            choices={(about?.sheets ?? []).map((label, at) => ({ value: String(at), label }))}
          />
        ) : (
          <>
            <Select
              name="encoding"
              label={words.format.encoding}
              value={format.encoding}
              choices={ENCODINGS.map((value) => ({ value, label: importWords.encodings[value] }))}
            />
            <Select
              name="delimiter"
              label={words.format.delimiter}
              value={format.delimiter === '\t' ? 'tab' : format.delimiter}
              choices={DELIMITERS.map((value) => ({
                value: value === '\t' ? 'tab' : value,
                label: importWords.delimiters[value],
              }))}
            />
          </>
        )}
        <div>
          <SubmitButton kind="other">{words.format.submit}</SubmitButton>
        </div>
      </PostForm>
    </Disclosure>
  );
}
