import type { LoaderFunctionArgs } from '@remix-run/node';
import {
  type AccountMonth,
  openStatement,
  type Statement,
} from '#app/domain/billing/open-statement.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { readLegalDetails } from '#app/domain/identity/read-legal-details.server.ts';
import { toPaperParty } from '#app/domain/papers/paper.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { isMonthOver } from '#app/kernel/month.ts';
import { type PdfBlock, writePdf } from '#app/platform/pdf.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { formatAmount } from '#app/ui/format-money.ts';
import { paperWords } from '#app/words/en/papers.ts';
import { requireMember } from '../guard.ts';
import { kindWords } from './kind-words.ts';
import { nameLines } from './name-lines.ts';
import { partyLines } from './party-lines.ts';
import { readStatementQuestion } from './statement-query.ts';
import { fileAnswer, takeTurn } from './take-turn.ts';

const words = paperWords.pdf;
const { statement: screen } = paperWords;
/** Some fifty pages: nobody reads more on paper, and the process has other work. */
const LINES_MOST = 2_000;

/** The whole statement as PDF, with its parties. A longer one says where all its lines are. */
export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { role: 'manager' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const asked = await readStatementQuestion(db, { url: args.request.url, organisationId, now });
  if (!asked) throw new Response(null, { status: 404 });
  const { month, currency } = asked;
  const [reference, details, operator] = await Promise.all([
    readReference(db.pool),
    readLegalDetails(db, organisationId),
    readSetting(db, 'operator'),
  ]);
  const party = toPaperParty(details, organisation);
  const title = words.statement(paperWords.month(month));
  const bytes = await takeTurn(async () => {
    const { isCut, blocks } = await openStatement(db, { ...asked, organisationId }, (statement) =>
      accountBlocks(db, { reference, organisationId, statement, isOver: isMonthOver(month, now) }),
    );
    return writePdf({
      title,
      author: party.legalName,
      madeAt: now,
      pageOf: words.page,
      blocks: [
        { kind: 'title', text: `${title}, ${currency}` },
        {
          kind: 'parties',
          parties: [
            { head: words.statementFor, lines: partyLines(party) },
            {
              head: words.operator,
              lines: operator.party ? partyLines(operator.party) : [words.operatorUnknown],
            },
          ],
        },
        { kind: 'small', text: words.made(now.toISOString().slice(0, 16).replace('T', ' ')) },
        ...(isMonthOver(month, now) ? [] : [{ kind: 'text' as const, text: words.notOver }]),
        ...(isCut ? [{ kind: 'text' as const, text: isCut }] : []),
        ...blocks,
      ],
    });
  });
  return fileAnswer(bytes, { name: `statement-${month}-${currency}.pdf`, type: 'application/pdf' });
}

type Asked = {
  readonly reference: Reference;
  readonly organisationId: string;
  readonly statement: Statement;
  readonly isOver: boolean;
};

/** All accounts with their lines, read while the statement is open; what is written of them is written after. */
async function accountBlocks(db: Db, asked: Asked): Promise<{ isCut: string | null; blocks: PdfBlock[] }> {
  const { accounts } = asked.statement;
  const all = accounts.reduce((count, { lineCount }) => count + lineCount, 0);
  const blocks: PdfBlock[] = [];
  let room = LINES_MOST;
  for (const account of accounts) {
    blocks.push(...(await accountBlock(db, asked, account, room)));
    room -= Math.min(room, account.lineCount);
  }
  return { isCut: all > LINES_MOST ? words.tooLong(LINES_MOST, all) : null, blocks };
}

async function accountBlock(db: Db, asked: Asked, account: AccountMonth, room: number): Promise<PdfBlock[]> {
  const lines = await asked.statement.page(account, 0, room);
  const named = await nameLines(db, { ...asked, account: account.account, lines });
  const closing = asked.isOver ? screen.closing : screen.closingSoFar;
  return [
    { kind: 'heading', text: paperWords.accounts[account.account] },
    {
      kind: 'table',
      columns: [
        { head: screen.what, part: 10 },
        { head: screen.count, part: 3, align: 'right' },
        { head: screen.amount, part: 4, align: 'right' },
      ],
      rows: [
        [screen.opening, '', formatAmount(account.openingMinor)],
        ...account.totals.map(({ kind, count, amountMinor }) => [
          kindWords(kind, account.account),
          String(count),
          formatAmount(amountMinor),
        ]),
      ],
      sums: [[closing, String(account.lineCount), formatAmount(account.closingMinor)]],
    },
    ...(named.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            columns: [
              { head: screen.when, part: 4 },
              { head: screen.what, part: 11 },
              { head: screen.amount, part: 4, align: 'right' as const },
              { head: screen.balance, part: 4, align: 'right' as const },
            ],
            rows: named.map(({ at, what, lead, detail, amountMinor, balanceMinor }) => [
              at.toISOString().slice(0, 19).replace('T', ' '),
              [what, lead || detail].filter(Boolean).join('\n'),
              formatAmount(amountMinor),
              formatAmount(balanceMinor),
            ]),
          },
        ]),
  ];
}
