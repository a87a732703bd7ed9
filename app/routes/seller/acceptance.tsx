import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import type { Channel } from '#app/domain/catalog/offer.ts';
import { readOffers } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Check } from '#app/domain/leads/check-result.ts';
import {
  ACCEPTANCE_BY,
  type AcceptanceBy,
  type AcceptanceLine,
  type AcceptanceStep,
  changeOf,
} from '#app/domain/reports/acceptance.ts';
import { readAcceptance } from '#app/domain/reports/read-acceptance.server.ts';
import { DAY_MS } from '#app/kernel/time.ts';
import { type Column, DataTable } from '#app/ui/data-table.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FilterBar } from '#app/ui/filter-bar.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Select } from '#app/ui/select.tsx';
import { ShareChart } from '#app/ui/share-chart.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { acceptanceWords as words } from '#app/words/en/acceptance.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { sellerWords } from '#app/words/en/seller.ts';
import { requireMember } from '../guard.ts';
import { offerName } from './offer-name.ts';

const OFFERS_LIMIT = 100;
const PERIODS = [7, 30, 90] as const;
/** Bars a period: by day, and by week over three months. */
const STEPS = { 7: 7, 30: 30, 90: 13 } as const;

export const meta: MetaFunction = () => [{ title: words.meta }];

/** A link that is old or mistyped shows the report all the same. */
const questionSchema = z.object({
  by: z.enum(ACCEPTANCE_BY).catch('traffic'),
  days: z.coerce
    .number()
    .pipe(z.union(PERIODS.map((days) => z.literal(days))))
    .catch(30),
  offer: z.string().max(64).catch(''),
});

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells' });
  const { db, now } = args.context;
  const asked = questionSchema.parse(Object.fromEntries(new URL(args.request.url).searchParams));
  const [reference, offers] = await Promise.all([
    readReference(db.pool),
    readOffers(db, { organisationId: organisation.id, limit: OFFERS_LIMIT, before: null }),
  ]);
  const report = await readAcceptance(db.pool, {
    organisationId: organisation.id,
    offerId: offers.find(({ id }) => id === asked.offer)?.id ?? null,
    by: asked.by,
    periodMs: asked.days * DAY_MS,
    steps: STEPS[asked.days],
    now,
  });
  return {
    now,
    asked,
    ...report,
    offers: offers.map((offer) => ({ value: offer.id, label: offerName(reference, offer) })),
  };
}

export default function Acceptance() {
  const { lines, asked } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-8">
        <Filter />
        {lines.length === 0 ? (
          <EmptyState {...words.empty} />
        ) : (
          <>
            <Trend />
            <DataTable
              caption={words.caption(words.names[asked.by])}
              rows={lines}
              rowKey={({ key }) => key}
              columns={columnsOf(asked.by)}
            />
            <p className="text-xs text-ink-faint">{words.limits}</p>
          </>
        )}
      </div>
    </>
  );
}

function Filter() {
  const { asked, offers } = useLoaderData<typeof loader>();
  return (
    <FilterBar label={words.filter} submitLabel={words.show}>
      <Select
        name="by"
        label={words.by}
        value={asked.by}
        choices={ACCEPTANCE_BY.map((value) => ({ value, label: words.names[value] }))}
      />
      <Select
        name="days"
        label={words.period}
        value={String(asked.days)}
        choices={PERIODS.map((days) => ({ value: String(days), label: words.periods(days) }))}
      />
      <Select
        name="offer"
        label={words.offer}
        value={asked.offer}
        choices={[{ value: '', label: words.allOffers }, ...offers]}
      />
    </FilterBar>
  );
}

function Trend() {
  const { steps, now } = useLoaderData<typeof loader>();
  const shares = steps.flatMap(({ sent, accepted }) => (sent > 0 ? [accepted / sent] : []));
  const percent = (share: number) => sellerWords.share.percent(share);
  return (
    <ShareChart
      title={words.chart.title}
      description={words.chart.describe(percent(Math.min(...shares)), percent(Math.max(...shares)))}
      bars={steps.map((step) => ({
        key: step.from.toISOString(),
        label: <Moment at={step.from} now={now} />,
        share: step.sent === 0 ? null : step.accepted / step.sent,
        text: sayStep(step),
      }))}
      asTable={words.chart.asTable}
      heads={{ label: words.chart.from, share: words.accepted }}
    />
  );
}

function sayStep({ sent, accepted }: AcceptanceStep): string {
  return sent === 0 ? words.chart.nothing : sayShare(accepted, sent);
}

function sayShare(part: number, whole: number): string {
  return whole === 0 ? words.none : words.share(Math.round((part / whole) * 100), whole);
}

function nameOf(by: AcceptanceBy, key: string): string {
  if (by === 'check') return pageWords.checks[key as Check][0];
  if (key === '') return by === 'referrer' ? words.noSite : words.untagged;
  if (by === 'traffic') return sellerWords.trafficName(key);
  return by === 'channel' ? sellerWords.channels[key as Channel] : key;
}

function columnsOf(by: AcceptanceBy): Column<AcceptanceLine>[] {
  const isCheck = by === 'check';
  return [
    {
      key: 'key',
      head: words.names[by],
      cell: ({ key }) => <span className="wrap-anywhere">{nameOf(by, key)}</span>,
    },
    { key: 'sent', head: isCheck ? words.checked : words.sent, kind: 'figure', cell: ({ sent }) => sent },
    {
      key: 'accepted',
      head: isCheck ? words.passed : words.accepted,
      kind: 'figure',
      cell: ({ accepted, sent }) => sayShare(accepted, sent),
    },
    {
      key: 'rest',
      head: isCheck ? words.warned : words.sold,
      kind: 'figure',
      cell: ({ warned, sold, sent, accepted }) =>
        isCheck ? sayShare(warned, sent) : sayShare(sold, accepted),
    },
    { key: 'change', head: words.change, kind: 'figure', cell: (line) => sayChange(changeOf(line)) },
  ];
}

function sayChange(change: number | null): string {
  if (change === null) return words.few;
  const points = Math.round(Math.abs(change) * 100);
  if (points === 0) return words.same;
  return change > 0 ? words.up(points) : words.down(points);
}
