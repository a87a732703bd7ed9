import type { StateKind, StateOf } from '#app/ui/states.ts';

/** The word for each state, the same wherever it is shown. */
export const stateWords: { readonly [Kind in StateKind]: Readonly<Record<StateOf<Kind>, string>> } = {
  lead: {
    validating: 'Being checked',
    rejected: 'Rejected',
    duplicate: 'Duplicate',
    available: 'Available',
    sold: 'Sold',
    expired: 'Expired',
    withdrawn: 'Withdrawn',
  },
  order: { active: 'Buying', paused: 'Paused' },
  offer: {
    draft: 'Draft',
    review: 'In review',
    active: 'Active',
    paused: 'Paused',
  },
  sale: { held: 'On hold', disputed: 'Disputed', released: 'Released', refunded: 'Refunded' },
  dispute: {
    checking: 'Being re-checked',
    awaiting_seller: 'Seller to reply',
    awaiting_moderator: 'Moderator to rule',
    decided: 'Decided',
    appealed: 'Appealed',
  },
  ruling: { upheld: 'Upheld', refused: 'Refused' },
  delivery: { pending: 'Pending', delivered: 'Delivered', failed: 'Failed' },
  endpoint: { active: 'Active', disabled: 'Disabled' },
  outcome: {
    new: 'New',
    reached: 'Reached',
    no_answer: 'No answer',
    callback: 'Call back',
    meeting: 'Meeting',
    won: 'Won',
    lost: 'Lost',
    junk: 'Junk',
  },
  topUp: { open: 'Not paid yet', paid: 'Paid', expired: 'Expired', failed: 'Failed' },
  recharge: {
    pending: 'Under way',
    asking: 'Waits for you',
    paid: 'Charged',
    declined: 'Declined',
    canceled: 'Called off',
  },
  cardRefund: { pending: 'On its way', sent: 'Sent back', failed: 'In the wallet again' },
  payout: { pending: 'On its way', sent: 'Paid out', failed: 'Failed', reversed: 'Sent back' },
  review: { waiting: 'Waiting for review', approved: 'Approved', refused: 'Refused' },
};
