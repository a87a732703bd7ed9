import type { ReactNode } from 'react';
import { TRAFFIC_KINDS } from '#app/domain/catalog/offer.ts';
import type { Question } from '#app/domain/catalog/question.ts';
import { DataTable } from '#app/ui/data-table.tsx';
import { postingWords } from '#app/words/en/posting.ts';

const words = postingWords.fields;
const says = postingWords.rows;
const LANGUAGE = 'en';
const ATTRIBUTES = 'attributes.';

type Needed = 'yes' | 'reach' | 'need' | 'no';
type FieldLine = { name: string; needed: Needed; values: ReactNode };

/** What a request for a lead of an offer may hold, and what each field takes. */
export function LeadFieldTable(props: {
  offerId: string;
  regions: string;
  channels: string;
  languages: string;
}) {
  const line = (name: string, values: ReactNode, needed: Needed = 'no'): FieldLine => ({
    name,
    needed,
    values,
  });
  const rows = [
    line('offer_id', <code className="break-all">{props.offerId}</code>, 'yes'),
    line('contact.phone', says.phone, 'reach'),
    line('contact.email', says.email, 'reach'),
    line('contact.name', says.text, 'need'),
    line('message', says.message, 'need'),
    line('region', says.region(props.regions), 'yes'),
    line('channel', says.channel(props.channels), 'yes'),
    line('consent.text', says.consent, 'yes'),
    line('consent.given_at', says.moment, 'yes'),
    line('consent.url', says.url),
    line('city', says.city),
    line('language', says.language(props.languages)),
    line('wanted_within_days', says.days),
    line('budget', says.money),
    line('decision_maker', says.flag),
    line('preferred_channel', 'phone, email, messenger, sms, other'),
    line('photos', says.photos),
    line('source.url', says.url),
    line('source.referrer', says.referrer),
    line('source.campaign', says.source),
    line('source.traffic', TRAFFIC_KINDS.join(', ')),
    line('source.sub_ids', says.subs),
    line('source.utm', says.utm),
    line('source.ip', says.address),
    line('source.user_agent', says.browser),
    line('external_id', says.own),
    line('test', says.flag),
  ];
  return (
    <DataTable
      caption={words.caption}
      rows={rows}
      rowKey={({ name }) => name}
      columns={[
        { key: 'name', head: words.name, cell: ({ name }) => <code>{name}</code> },
        { key: 'needed', head: words.needed, cell: ({ needed }) => words[needed] },
        { key: 'values', head: words.values, kind: 'text', cell: ({ values }) => values },
      ]}
    />
  );
}

/** The questions of a niche, as their answers are sent. */
export function QuestionTable({ questions }: { questions: readonly Question[] }) {
  return (
    <DataTable
      caption={words.nicheCaption}
      rows={questions}
      rowKey={({ key }) => key}
      columns={[
        { key: 'key', head: words.name, cell: ({ key }) => <code>{ATTRIBUTES + key}</code> },
        { key: 'needed', head: words.needed, cell: ({ required }) => (required ? words.warned : words.no) },
        { key: 'type', head: words.type, cell: ({ type }) => postingWords.types[type] },
        {
          key: 'values',
          head: words.values,
          kind: 'text',
          cell: (question) =>
            question.options?.map(({ value }) => value).join(', ') ?? postingWords.range(question),
        },
        { key: 'means', head: words.means, kind: 'text', cell: ({ key, label }) => label[LANGUAGE] ?? key },
      ]}
    />
  );
}
