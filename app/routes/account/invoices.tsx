import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { readLegalDetails } from '#app/domain/identity/read-legal-details.server.ts';
import { roleReaches } from '#app/domain/identity/visitor.ts';
import { DETAILS_WITHIN_MS } from '#app/domain/papers/issue-fee-papers.server.ts';
import { previewFeePapers } from '#app/domain/papers/preview-fee-papers.server.ts';
import { readFeePapers } from '#app/domain/papers/read-fee-papers.server.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { DAY_MS } from '#app/kernel/time.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { paperWords } from '#app/words/en/papers.ts';
import { OlderLink } from '../buyer/older-link.tsx';
import { requireMember } from '../guard.ts';
import { PaperList, toPaperLine } from './paper-list.tsx';

const words = paperWords.invoices;
const PAGE_SIZE = 25;

export const meta: MetaFunction = () => [{ title: words.meta }];

const questionSchema = z.object({ before: z.string().max(64).nullable().catch(null) });

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'sells', role: 'manager' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const { before } = questionSchema.parse({
    before: null,
    ...Object.fromEntries(new URL(args.request.url).searchParams),
  });
  const [papers, details, operator, toCome] = await Promise.all([
    readFeePapers(db, { organisationId, limit: PAGE_SIZE, before }),
    readLegalDetails(db, organisationId),
    readSetting(db, 'operator'),
    previewFeePapers(db, { organisationId, now }),
  ]);
  return {
    before,
    isOwner: roleReaches(organisation.role, 'owner'),
    hasDetails: details !== null,
    hasOperator: operator.party !== null,
    daysWithin: Math.round(DETAILS_WITHIN_MS / DAY_MS),
    papers: papers.map(toPaperLine),
    toCome: toCome.map(({ currency, totalMinor, month, kind, isOver, lineCount }) => ({
      key: `${month} ${currency} ${kind} ${lineCount}`,
      title: `${paperWords.paperKinds[kind]}, ${paperWords.month(month)}`,
      isOver,
      amount: formatMoney({ amountMinor: totalMinor, currency }),
      lines: words.lines(lineCount),
    })),
  };
}

export default function Invoices() {
  const { papers, before, hasOperator } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-8">
        <MissingDetails />
        {!hasOperator && <Notice tone="blue" title={words.operatorMissing} />}
        <ToCome />
        <Section id="issued" title={words.issued}>
          {papers.length === 0 ? (
            <EmptyState {...words.empty} />
          ) : (
            <PaperList papers={papers} hrefOf={(id) => `/account/invoices/${id}`} />
          )}
          <OlderLink
            path="/account/invoices"
            query={new URLSearchParams()}
            before={papers.length === PAGE_SIZE ? (papers.at(-1)?.id ?? null) : null}
            isFirst={before === null}
          />
        </Section>
      </div>
    </>
  );
}

function MissingDetails() {
  const { hasDetails, isOwner, daysWithin } = useLoaderData<typeof loader>();
  if (hasDetails) return null;
  const { title, text, act, askOwner } = words.detailsMissing;
  return (
    <Notice
      tone="amber"
      title={title}
      text={isOwner ? text(daysWithin) : `${text(daysWithin)} ${askOwner}`}
      action={
        isOwner && (
          <ButtonLink to="/account/legal" kind="main" small>
            {act}
          </ButtonLink>
        )
      }
    />
  );
}

function ToCome() {
  const { toCome } = useLoaderData<typeof loader>();
  if (toCome.length === 0) return null;
  return (
    <Section id="to-come" title={words.toCome} intro={words.toComeIntro}>
      <CardList label={words.toComeList}>
        {toCome.map(({ key, title, isOver, amount, lines }) => (
          <Card
            key={key}
            level={3}
            title={title}
            badges={<Badge tone={isOver ? 'amber' : 'neutral'}>{isOver ? words.waits : words.running}</Badge>}
            meta={
              <>
                <span className="font-medium text-ink tabular-nums">{amount}</span>
                <span>{lines}</span>
              </>
            }
          />
        ))}
      </CardList>
    </Section>
  );
}
