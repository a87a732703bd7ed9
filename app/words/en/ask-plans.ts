import type { FollowOutcome } from '#app/domain/pricing/follow-market.ts';
import type { PriceVerdict } from '#app/domain/pricing/price-ladder.ts';

type Params = Readonly<Record<string, string>>;

/** Why an offer's price is read again. */
const verdictLines: Readonly<Record<PriceVerdict, string>> = {
  ok: 'It lies in the fair band.',
  low: 'It now lies below the fair band: most sales would have paid more.',
  high: 'It now lies above the fair band: few sales reach it.',
  below_cost: 'Your share of it no longer covers what a lead costs you, as you told us.',
  above_break_even: 'It is now more than such a lead typically brings its buyer, at a close rate of 10 %.',
};

const follows: Readonly<Record<FollowOutcome, string>> = {
  moved: 'Last night it moved the ask.',
  there: 'The ask is where the market is: nothing to move.',
  floor: 'The fair price is below your floor. The ask stays at the floor.',
  ceiling: 'The fair price is above your ceiling. The ask stays at the ceiling.',
  assumed: 'The fair price still rests on published figures more than on sales. The ask stays where it is.',
  wide: 'The band of the fair price is too wide to follow. The ask stays where it is.',
};

/** The ask of one offer: how it stands, and what is done about it at night. */
export const askPlanWords = {
  meta: (niche: string) => `Price of ${niche} – Birja`,
  title: 'Price of this offer',
  link: 'Price of this offer',
  linkMeans:
    'How the ask stands to the market, how it came about, and whether it follows the market at night.',
  open: 'Price and history',
  stands: 'How the ask stands',
  ask: 'Ask now',
  fair: 'Fair price',
  band: (p10: string, p90: string) => `8 sales in 10: ${p10} to ${p90}`,
  verdict: 'Verdict',
  cost: 'Cost told',
  costNone: 'not told',
  looked: 'Last nightly look',
  notLooked: 'not yet',
  basisAssumed: (model: string) =>
    `By price model ${model}. It rests on published figures more than on sales yet.`,
  basis: (model: string) =>
    `By price model ${model}, for offers like this one: its regions, its copies, this month.`,
  why: 'What each ask brings',
  paused: {
    title: {
      above: 'Paused: the ask is far above its market',
      below: 'Paused: the ask is far below its market',
    },
    text: (ask: string, p10: string, p90: string) =>
      `The ask of ${ask} stood two nights beyond the hard limits of its fair band, ${p10} to ${p90}, and nothing was sold so in 30 days. This is mostly a nought too many or too few.`,
    how: 'Correct the ask on the offer’s page and put the offer back on the market there. If you mean this ask, put the offer back as it is: you are warned again before another pause, and a lead sold under it settles the matter.',
    go: 'Open the offer',
  },
  warned: {
    title: {
      above: 'The ask is far above its market',
      below: 'The ask is far below its market',
    },
    text: 'If it stands so tomorrow night and nothing is sold under it, the offer is paused.',
    assumed:
      'Is a nought too many or too few? The fair price still rests on published figures more than on sales, so nothing follows from it.',
  },
  follow: {
    title: 'Follow the market',
    intro:
      'Each night the ask moves towards the fair median of leads like yours, by a tenth of itself at most, and never beyond the two bounds that you set; an ask outside them comes back to them at once. Leads already sent keep their ask. It stays where it is while the fair price is only assumed or too uncertain. You can stop at any time.',
    choice: 'What the night does about the ask',
    on: 'Move it with the market',
    onHint: 'Within the bounds below',
    off: 'Leave it as I set it',
    offHint: 'The verdict is still looked at',
    floor: 'Floor',
    floorHint: 'The ask never goes below it.',
    ceiling: 'Ceiling',
    ceilingHint: 'The ask never goes above it.',
    cost: 'What a lead costs you',
    costHint:
      'Kept with this offer and shown to nobody else. You hear of it when your share no longer covers it.',
    tells: 'When the ask has moved',
    tellsEach: 'Write me a mail',
    tellsNone: 'Only keep it in the history below',
    save: 'Save',
    state: follows,
    isOn: (floor: string, ceiling: string) => `On, from ${floor} to ${ceiling}.`,
    isOff: 'Off. The ask changes only when you change it.',
    readOnly: 'Owners and managers change this.',
    bad: 'Write an amount above zero.',
    needed: 'Write the amount.',
    errors: { crossed: 'The ceiling is below the floor.' },
    confirm: {
      title: 'Let the ask follow the market?',
      text: 'From tonight on the ask may change without you, between these bounds. Orders bid on leads that you send after a change under the new ask.',
      ask: 'Ask now',
      fair: 'Fair price today',
      floor: 'Never below',
      ceiling: 'Never above',
      first: 'Tonight, by what is known now',
      button: 'Follow the market',
    },
    done: {
      on: 'The ask follows the market from tonight on',
      off: 'The ask stays as you set it',
    },
  },
  history: {
    title: 'How the ask came about',
    intro: 'Every change, newest first.',
    at: 'When',
    to: 'Ask',
    by: 'By',
    hand: 'By hand',
    market: (fair: string, model: string) => `Followed the market: fair price ${fair}, model ${model}`,
    none: 'No change is recorded.',
  },
  mine: {
    title: 'Your offers in this niche',
    intro: 'An offer can follow the market by itself, within a floor and a ceiling that you set.',
    offer: 'Offer',
    ask: 'Ask',
    state: 'State',
    night: 'At night',
    follows: 'Follows the market',
    stays: 'Stays as set',
  },
  refusals: {
    ask_bounds_missing: () => 'Write a floor and a ceiling: the ask follows the market only between them.',
    ask_bounds_crossed: () => 'The ceiling is below the floor.',
    ask_outside_bounds: () =>
      'The ask lies outside these bounds now. Change the ask first, or choose bounds around it.',
  },
} as const;

/** Mails about an offer's ask. Amounts come as they are to be read. */
export const askMails = {
  movedSubject: (p: Params) => `Your ask for ${p.niche} followed the market: ${p.ask}`,
  moved: (p: Params) => [
    `Last night your ask for ${p.niche} moved from ${p.from} to ${p.ask}, towards the fair price of ${p.p50} (8 sales in 10 lie between ${p.p10} and ${p.p90}).`,
    'It moved within the bounds that you set. Leads already sent keep their ask.',
    'You can change the bounds, stop these mails or stop following on the offer’s price page.',
  ],
  leftSubject: (p: Params) => `Your ask for ${p.niche} is not fair any more`,
  left: (p: Params) => [
    `Your ask for ${p.niche} is ${p.ask}. ${verdictLines[(p.verdict ?? 'ok') as PriceVerdict]}`,
    `The fair price is ${p.p50} now; 8 sales in 10 lie between ${p.p10} and ${p.p90}.`,
    'Nothing was changed. We write when an ask leaves its band, not every night that it stays outside, and of one offer once a week at most.',
  ],
  beyondSubject: (p: Params) => `Look at your ask for ${p.niche}: ${p.ask}`,
  beyond: (p: Params) => [
    `Your ask for ${p.niche} is ${p.ask}, far ${p.side === 'below' ? 'below' : 'above'} its market: the fair price is ${p.p50}. Is a nought too ${p.side === 'below' ? 'few' : 'many'}?`,
    p.assumed
      ? 'This price still rests on published figures more than on sales, so nothing follows from it. We only ask you to look.'
      : `If it stands outside ${p.lowest} to ${p.highest} tomorrow night and nothing is sold under it, the offer is paused until you put it back.`,
  ],
  pausedSubject: (p: Params) => `Your offer for ${p.niche} is paused`,
  paused: (p: Params) => [
    `Your ask for ${p.niche}, ${p.ask}, stood two nights outside ${p.lowest} to ${p.highest}, and nothing was sold under it in 30 days. The fair price is ${p.p50}. The offer is off the market; leads that wait for a buyer stay.`,
    'Correct the ask and put the offer back on the market on its page. If you mean this ask, put it back as it is: you are warned again before another pause.',
  ],
  open: 'Open the price of this offer',
} as const;
