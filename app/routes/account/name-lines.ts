import type { OrganisationAccount } from '#app/domain/billing/accounts.ts';
import type { StatementLine } from '#app/domain/billing/open-statement.server.ts';
import { readLineDetails } from '#app/domain/billing/read-line-details.server.ts';
import type { Reference } from '#app/domain/catalog/reference.ts';
import { readSaleTopics, type SaleTopic } from '#app/domain/papers/read-sale-topics.server.ts';
import { isId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { sayLineDetail } from '#app/words/en/line-details.ts';
import { paperWords as words } from '#app/words/en/papers.ts';
import { nicheNameOf, regionNameOf } from '../public/names.ts';
import { kindWords } from './kind-words.ts';

export type NamedLine = StatementLine & {
  /** What it was for, in words. */
  readonly what: string;
  /** The lead that was sold; empty for what is about none. */
  readonly lead: string;
  /** What else it was about: the reason of an entry by hand, the card, invoice or account of a payment; empty where nothing is known. */
  readonly detail: string;
  /** Where more of it stands; null where nothing does. */
  readonly to: string | null;
};

/** Says what each line was for: its kind in words, the lead that was sold or what else it was about, and the way to sale, top-up or payout. */
export async function nameLines(
  db: Db,
  input: {
    reference: Reference;
    organisationId: string;
    account: OrganisationAccount;
    lines: readonly StatementLine[];
  },
): Promise<NamedLine[]> {
  const { reference, organisationId, account, lines } = input;
  const subjectIds = [...new Set(lines.map(({ subjectId }) => subjectId))];
  const isSale = (id: string) => isId('sale', id);
  const topics = await readSaleTopics(db, { organisationId, saleIds: subjectIds.filter(isSale) });
  const details = await readLineDetails(db, {
    organisationId,
    subjectIds: subjectIds.filter((id) => !isSale(id)),
  });
  return lines.map((line) => {
    const topic = topics.get(line.subjectId);
    const detail = details.get(line.subjectId);
    return {
      ...line,
      what: kindWords(line.kind, account),
      lead: topic
        ? words.lead(nicheNameOf(reference, topic.niche), regionNameOf(reference, topic.placeCode))
        : '',
      detail: detail ? sayLineDetail(detail, { isReturn: line.kind.endsWith('_return') }) : '',
      to: wayTo(line.subjectId, topic),
    };
  });
}

function wayTo(subjectId: string, topic: SaleTopic | undefined): string | null {
  if (topic) return topic.isBuyer ? `/buy/inbox/${topic.saleId}` : `/sell/leads/${topic.leadId}`;
  if (isId('topup', subjectId)) return `/buy/wallet?top_up=${subjectId}`;
  return isId('pout', subjectId) ? '/sell/earnings?view=payouts' : null;
}
