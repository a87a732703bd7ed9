import { Link } from '@remix-run/react';
import { ButtonLink } from '#app/ui/button.tsx';
import { Steps } from '#app/ui/steps.tsx';
import { buyerWords } from '#app/words/en/buyer.ts';

const words = buyerWords.home.start;

export type NewcomerStep = keyof typeof words.steps;

const TARGETS: Readonly<Record<NewcomerStep, string>> = {
  topUp: '/buy/wallet',
  order: '/buy/orders/new',
  lead: '/buy/inbox',
};

/** The way to the first lead, and the one thing to do now. */
export function Newcomer(props: { step: NewcomerStep; done: { topUp: boolean; order: boolean } }) {
  const { step } = props;
  const stateOf = (one: NewcomerStep) =>
    one === step ? 'current' : one !== 'lead' && props.done[one] ? 'done' : 'next';
  return (
    <section aria-labelledby="start" className="flex flex-col gap-4 rounded border border-line p-5">
      <h2 id="start" className="text-base font-semibold">
        {words.title}
      </h2>
      <Steps
        label={words.title}
        steps={(['topUp', 'order', 'lead'] as const).map((one) => ({
          label: words.steps[one],
          state: stateOf(one),
        }))}
      />
      <p className="max-w-[68ch] text-ink-soft">{words[step].text}</p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <ButtonLink to={TARGETS[step]} kind="main">
          {words[step].action}
        </ButtonLink>
        <Link to="/buy/market" className="inline-flex min-h-11 items-center">
          {words.singly}
        </Link>
      </div>
    </section>
  );
}
