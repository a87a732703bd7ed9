import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { Money } from '#app/ui/money.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { disputeWords } from '#app/words/en/disputes.ts';
import { Answer, Claim, DisputeBadges, History, MoneyLines, Ruling } from '../dispute-parts.tsx';
import { requireMember } from '../guard.ts';
import { loadDispute } from '../load-dispute.ts';

const words = disputeWords.one;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { side: 'buys' });
  const { db, now } = args.context;
  return loadDispute(db, {
    disputeId: args.params.disputeId ?? '',
    organisationId: organisation.id,
    side: 'buyer',
    now,
  });
}

export default function Dispute() {
  const { dispute, money, soldAt, now } = useLoaderData<typeof loader>();
  return (
    <>
      <FlashNotice notices={disputeWords.buyer.notices} />
      <WorkTitle
        title={words.title(disputeWords.reasonOf(dispute.reason))}
        back={{ to: '/buy/disputes', label: disputeWords.back }}
        badges={<DisputeBadges dispute={dispute} />}
        intro={disputeWords.leadName(dispute.niche, dispute.place)}
      />
      <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-8">
          <Claim dispute={dispute} title={words.yourClaim} />
          <Answer dispute={dispute} title={words.answer} />
          <Ruling dispute={dispute} />
          <MoneyLines dispute={dispute} money={money} side="buyer" now={now} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          <Section id="facts" title={words.facts}>
            <DefinitionList
              items={[
                { term: words.price, value: <Money {...dispute.amount} /> },
                {
                  term: words.sale,
                  value: <Link to={`/buy/inbox/${dispute.saleId}`}>{words.leadLink}</Link>,
                },
                ...(dispute.dueAt
                  ? [
                      {
                        term: words.due,
                        value: (
                          <>
                            <Moment at={dispute.dueAt} now={now} />
                            <span className="block text-xs text-ink-faint">
                              {dispute.isSellersTurn ? words.dueSeller : words.dueModerator}
                            </span>
                          </>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          </Section>
          <History dispute={dispute} soldAt={soldAt} now={now} />
        </div>
      </div>
    </>
  );
}
