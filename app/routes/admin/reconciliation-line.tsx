import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { closeReconciliationLine } from '#app/domain/billing/close-reconciliation-line.server.ts';
import { type OpenLine, readOpenLine } from '#app/domain/billing/read-reconciliations.server.ts';
import { isId } from '#app/kernel/ids.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { formatMoney } from '#app/ui/format-money.ts';
import { Moment } from '#app/ui/moment.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { bankAdvice, sayVerdict, troubleWords } from '#app/words/en/trouble.ts';
import { attempt, failed, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { type Answer, answerTo } from './answer.ts';
import { readReason } from './read-reason.ts';
import { ReasonField } from './reason-field.tsx';
import { VerdictBadge } from './verdict-badge.tsx';

const words = troubleWords.reconciliation;

export const meta: MetaFunction = () => [{ title: words.line.meta }];

/** @throws Response 404 where no such line is open */
async function find({ context: { db }, params }: LoaderFunctionArgs): Promise<OpenLine> {
  const line = await readOpenLine(db, params.lineId ?? '');
  if (!line) throw new Response(null, { status: 404 });
  return line;
}

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  return { line: await find(args), now: args.context.now };
}

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { actor, origin } = await requireStaff(args, 'admin');
  const line = await find(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const read = readReason(typed);
  if (!read.ok) return answerTo('close', { failed: read.failed });
  const { reason } = read;
  if (one(typed, 'confirmed') !== 'yes')
    return answerTo('close', { failed: failed(typed, {}), ask: ask(line, reason) });
  const closing = closeReconciliationLine(db, { lineId: line.id, reason, actor, origin, now });
  const done = await attempt(typed, closing);
  if (!done.ok) return answerTo('close', { failed: done.failed });
  throw redirect('/admin/reconciliation?done=closed');
}

const amountOf = ({ stripeMinor, oursMinor, currency }: OpenLine) =>
  formatMoney({ amountMinor: stripeMinor ?? oursMinor ?? 0n, currency });

function ask(line: OpenLine, reason: string) {
  const side = (amountMinor: bigint | null) =>
    amountMinor === null ? words.nothing : formatMoney({ amountMinor, currency: line.currency });
  return {
    title: words.line.confirmTitle(amountOf(line)),
    text: words.line.confirmText,
    figures: [
      { label: words.there, value: side(line.stripeMinor) },
      { label: words.here, value: side(line.oursMinor) },
      { label: words.why, value: reason },
    ],
    fields: { reason },
    confirmLabel: words.line.submit,
  };
}

export default function ReconciliationLine() {
  const { line } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && (
        <Confirm {...answer.ask} cancelTo={`/admin/reconciliation/${encodeURIComponent(line.id)}`} />
      )}
      <WorkTitle
        title={amountOf(line)}
        intro={line.source === 'bank' ? bankAdvice[line.verdict] : undefined}
        badges={<VerdictBadge verdict={line.verdict} />}
        back={{ to: '/admin/reconciliation', label: words.line.back }}
      />
      <div className="flex flex-col gap-10">
        <Facts />
        {line.verdict === 'in_flight' ? (
          <Notice tone="blue" title={words.line.underWay} />
        ) : (
          <Section id="close" title={words.line.close} intro={words.line.closeIntro}>
            <PostForm label={words.line.close} failed={answer?.failed ?? null}>
              <ReasonField failed={answer?.failed ?? null} />
              <div>
                <SubmitButton kind="other">{words.line.submit}</SubmitButton>
              </div>
            </PostForm>
          </Section>
        )}
      </div>
    </>
  );
}

/** The receipt that a credit of the bank's is. */
function receiptOf({ id }: OpenLine): string[] {
  const lineId = id.startsWith('bank:') ? id.slice('bank:'.length) : '';
  return isId('brcp', lineId) ? [lineId] : [];
}

function Facts() {
  const { line, now } = useLoaderData<typeof loader>();
  const side = (amountMinor: bigint | null) =>
    amountMinor === null ? words.nothing : formatMoney({ amountMinor, currency: line.currency });
  const code = (text: string) => <code className="text-xs wrap-anywhere">{text}</code>;
  return (
    <DefinitionList
      items={[
        { term: words.what, value: sayVerdict(line.verdict, line.source) },
        { term: words.there, value: side(line.stripeMinor) },
        { term: words.here, value: side(line.oursMinor) },
        { term: words.source, value: words.sources[line.source] },
        { term: words.kind, value: line.type },
        ...receiptOf(line).map((receiptId) => ({
          term: words.line.receipt,
          value: <Link to={`/admin/bank/receipts/${receiptId}`}>{code(receiptId)}</Link>,
        })),
        { term: words.line.id, value: code(line.id) },
        ...(line.transferKey ? [{ term: words.line.key, value: code(line.transferKey) }] : []),
        { term: words.since, value: <Moment at={line.happenedAt} now={now} /> },
        { term: words.line.seen, value: <Moment at={line.firstSeenAt} now={now} /> },
      ]}
    />
  );
}
