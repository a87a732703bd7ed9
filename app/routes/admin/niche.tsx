import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readAudit } from '#app/domain/audit/read-audit.server.ts';
import { editNiche } from '#app/domain/catalog/edit-niche.server.ts';
import type { NicheTerms } from '#app/domain/catalog/niche-terms.ts';
import { TRADES, type Trade, tradeOf } from '#app/domain/catalog/reference.ts';
import { countNiche } from '#app/domain/reports/count-niche.server.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { pageWords } from '#app/words/en/pages.ts';
import { attempt, failed, one, readForm, type Typed } from '../form.ts';
import { nicheNameOf } from '../public/names.ts';
import { type Answer, type Asked, answerTo } from './answer.ts';
import { AuditLines } from './audit-lines.tsx';
import { auditView } from './audit-view.ts';
import { findNiche } from './find-niche.ts';
import { readPercent } from './read-percent.ts';
import { TradeBadge } from './trade-badge.tsx';

const words = adminWords.niche;
const LANGUAGE = 'en';
const LOG_LIMIT = 10;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: words.meta(data?.niche.name ?? words.back) },
];

export async function loader(args: LoaderFunctionArgs) {
  const { reference, niche, terms, name } = await findNiche(args);
  const { db, now } = args.context;
  const [offers, log] = await Promise.all([
    countNiche(db.pool, { nicheCode: niche.code }),
    readAudit(db, { about: niche.code, limit: LOG_LIMIT, before: null }),
  ]);
  return {
    now,
    niche: {
      code: niche.code,
      name,
      sector: niche.parentCode && {
        name: nicheNameOf(reference, niche.parentCode),
        trade: tradeOf(reference, niche.parentCode),
      },
      profitRubThousand: niche.profitRubThousand,
      profitAssumed: niche.profitAssumed,
      peakMonths: niche.peakMonths.map((month) => pageWords.months[month - 1] ?? ''),
    },
    terms: {
      version: terms.version,
      trade: terms.trade,
      fee: String(terms.feeBasisPoints / 100),
      questions: terms.questions.map(({ key, type, required, label, options = [] }) => ({
        key,
        type,
        required: required === true,
        label: label[LANGUAGE] ?? key,
        choices: options.map((option) => option.label[LANGUAGE] ?? option.value).join(', '),
      })),
    },
    offers,
    log: log.map(auditView),
  };
}

/** What is typed is asked about with what it replaces; what was asked about is what is done, or nothing. */
export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { staff, niche, terms, name } = await findNiche(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const read = readTerms(typed, niche.parentCode === null);
  if (!read.ok) return answerTo('terms', { failed: failed(typed, { fee: words.feeBad }) });
  const change = { ...(read.trade === terms.trade ? {} : { trade: read.trade }), ...feeChange(read, terms) };
  if (one(typed, 'confirmed') !== 'yes') {
    if (Object.keys(change).length === 0) return answerTo('terms', { failed: failed(typed, {}, words.same) });
    const offers = await countNiche(db.pool, { nicheCode: niche.code });
    return answerTo('terms', {
      ask: askToChange(name, terms, change, offers),
      failed: failed(typed, {}),
    });
  }
  const edited = await attempt(
    typed,
    editNiche(db, {
      nicheCode: niche.code,
      version: one(typed, 'version'),
      change,
      actor: staff.actor,
      origin: staff.origin,
      now,
    }),
  );
  if (!edited.ok) return answerTo('terms', { failed: edited.failed });
  throw redirect(`/admin/niches/${niche.code}?done=terms`);
}

type Read = { ok: true; trade: Trade; feeBasisPoints: number | null } | { ok: false };

/** A sector has no fee of its own: nothing is sold in it but in its niches. */
function readTerms(typed: Typed, isSector: boolean): Read {
  const trade = TRADES.find((each) => each === one(typed, 'trade')) ?? 'open';
  if (isSector) return { ok: true, trade, feeBasisPoints: null };
  const feeBasisPoints = readPercent(one(typed, 'fee'));
  return feeBasisPoints === null ? { ok: false } : { ok: true, trade, feeBasisPoints };
}

function feeChange({ feeBasisPoints }: { feeBasisPoints: number | null }, terms: NicheTerms) {
  return feeBasisPoints === null || feeBasisPoints === terms.feeBasisPoints ? {} : { feeBasisPoints };
}

function askToChange(
  name: string,
  terms: NicheTerms & { version: string },
  change: Partial<NicheTerms>,
  offers: number,
): Asked {
  const { percent } = adminWords.niches;
  const trade = change.trade ?? terms.trade;
  const fee = change.feeBasisPoints ?? terms.feeBasisPoints;
  return {
    title: words.ask(name),
    text: `${words.askText} ${change.trade ? adminWords.trades[trade][1] : ''}`.trim(),
    figures: [
      ...(change.trade
        ? [
            {
              label: words.trade,
              value: words.change(adminWords.trades[terms.trade][0], adminWords.trades[trade][0]),
            },
          ]
        : []),
      ...(change.feeBasisPoints === undefined
        ? []
        : [
            {
              label: adminWords.niches.fee,
              value: words.change(percent(terms.feeBasisPoints), percent(fee)),
            },
          ]),
      { label: words.offers, value: String(offers) },
    ],
    fields: { trade, fee: String(fee / 100), version: terms.version },
    confirmLabel: words.confirm,
    tone: trade === 'forbidden' && change.trade ? 'danger' : 'main',
  };
}

export default function NichePage() {
  const { niche, terms, log, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/admin/niches/${niche.code}`} />}
      <FlashNotice
        notices={{ terms: { title: words.done.terms }, questions: { title: words.done.questions } }}
      />
      <WorkTitle
        title={niche.name}
        badges={<TradeBadge trade={terms.trade} />}
        back={{ to: '/admin/niches', label: words.back }}
      />
      <div className="flex flex-col gap-10">
        <Facts />
        <Terms failed={answer?.failed ?? null} />
        {niche.sector && <Questions />}
        <Section id="log" title={words.log}>
          <AuditLines lines={log} now={now} empty={words.noLog} />
        </Section>
      </div>
    </>
  );
}

function Facts() {
  const { niche, offers } = useLoaderData<typeof loader>();
  return (
    <Section id="facts" title={words.facts}>
      <DefinitionList
        items={[
          { term: words.code, value: niche.code },
          ...(niche.sector ? [{ term: words.sector, value: niche.sector.name }] : []),
          ...(niche.profitRubThousand === null
            ? []
            : [
                {
                  term: words.profit,
                  value: words.profitOf(niche.profitRubThousand, niche.profitAssumed),
                },
              ]),
          ...(niche.sector
            ? [{ term: words.peaks, value: niche.peakMonths.join(', ') || words.noPeaks }]
            : []),
          { term: words.offers, value: String(offers) },
        ]}
      />
    </Section>
  );
}

function Terms({ failed: refused }: { failed: Answer['failed'] }) {
  const { niche, terms } = useLoaderData<typeof loader>();
  const { sector } = niche;
  const isStricter = sector && TRADES.indexOf(sector.trade) > TRADES.indexOf(terms.trade);
  return (
    <Section id="terms" title={words.terms}>
      {isStricter && (
        <Notice tone="amber" title={words.sectorIsStricter(adminWords.trades[sector.trade][0])} />
      )}
      <PostForm label={words.terms} failed={refused}>
        <RadioGroup
          name="trade"
          label={words.trade}
          value={refused ? one(refused.typed, 'trade') : terms.trade}
          choices={TRADES.map((value) => ({
            value,
            label: adminWords.trades[value][0],
            hint: adminWords.trades[value][1],
          }))}
        />
        {sector && (
          <TextInput
            name="fee"
            type="text"
            inputMode="decimal"
            label={adminWords.niches.fee}
            hint={words.feeHint}
            suffix="%"
            value={refused ? one(refused.typed, 'fee') : terms.fee}
            error={refused?.errors.fee}
            maxLength={8}
          />
        )}
        <div>
          <SubmitButton kind="other">{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}

function Questions() {
  const { niche, terms } = useLoaderData<typeof loader>();
  return (
    <Section
      id="questions"
      title={words.questions}
      intro={terms.questions.length === 0 ? words.noQuestions : words.questionsIntro}
      aside={
        <ButtonLink to={`/admin/niches/${niche.code}/questions`} kind="other">
          {words.edit}
        </ButtonLink>
      }
    >
      {terms.questions.length > 0 && (
        <DataTable
          caption={words.questions}
          rows={terms.questions}
          rowKey={({ key }) => key}
          columns={[
            {
              key: 'question',
              head: words.question,
              cell: ({ label }) => <span className="font-medium">{label}</span>,
            },
            {
              key: 'key',
              head: words.key,
              cell: ({ key }) => <span className="font-mono text-xs">{key}</span>,
            },
            { key: 'kind', head: words.kind, cell: ({ type }) => adminWords.kinds[type] },
            {
              key: 'needed',
              head: words.needed,
              cell: ({ required }) => (required ? words.isNeeded : ''),
            },
            { key: 'choices', head: words.choices, kind: 'text', cell: ({ choices }) => choices },
          ]}
        />
      )}
    </Section>
  );
}
