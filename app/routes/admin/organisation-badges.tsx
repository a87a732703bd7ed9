import type { ReviewStatus } from '#app/domain/identity/visitor.ts';
import { Badge } from '#app/ui/badge.tsx';
import { StateBadge } from '#app/ui/state-badge.tsx';
import { adminWords } from '#app/words/en/admin.ts';

const words = adminWords.states;

/** Whether an organisation may trade: its review where it sells and waits, and whether it is blocked. */
export function OrganisationBadges(props: {
  organisation: { sells: boolean; reviewStatus: ReviewStatus; blockedAt: Date | null };
}) {
  const { sells, reviewStatus, blockedAt } = props.organisation;
  return (
    <span className="inline-flex flex-wrap justify-end gap-1 md:justify-start">
      {blockedAt && <Badge tone="red">{words.blocked}</Badge>}
      {sells && reviewStatus !== 'approved' && <StateBadge of="review" state={reviewStatus} />}
    </span>
  );
}

/** On which sides it trades. */
export function sidesOf({ sells, buys }: { sells: boolean; buys: boolean }): string {
  return [sells && words.sells, buys && words.buys].filter(Boolean).join(' · ');
}
