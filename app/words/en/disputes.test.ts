import { expect, it } from 'vitest';
import { DISPUTE_REASONS } from '#app/domain/disputes/dispute.ts';
import { disputeReasonGroups } from './disputes.ts';

it('every reason of a dispute is offered once', () => {
  const offered = disputeReasonGroups.flatMap(({ reasons }) => reasons);
  expect([...offered].sort()).toEqual([...DISPUTE_REASONS].sort());
});
