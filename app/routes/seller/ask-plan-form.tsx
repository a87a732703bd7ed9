import { ASK_TELLS, type AskPlan } from '#app/domain/exchange/ask-plan.ts';
import type { Currency } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { majorOf } from '#app/ui/parse-major.ts';
import { PostForm } from '#app/ui/post-form.tsx';
import { askPlanWords } from '#app/words/en/ask-plans.ts';
import { type Failed, one, type Typed } from '../form.ts';

const words = askPlanWords.follow;

/** Whether the ask follows the market, within which bounds, and how its seller hears of it. */
export function AskPlanForm(props: {
  plan: AskPlan;
  currency: Currency;
  refused: Failed | null;
  /** What was typed, while it is asked about or was refused. */
  typed: Typed | null;
}) {
  const { plan, currency, refused, typed } = props;
  const typedOr = (name: string, value: string) => (typed ? one(typed, name) : value);
  const amount = (name: string, minor: bigint | null) => ({
    name,
    currency,
    value: typedOr(name, minor === null ? '' : majorOf(minor)),
    error: refused?.errors[name],
  });
  return (
    <PostForm label={words.title} failed={refused}>
      <RadioGroup
        name="follow"
        label={words.choice}
        value={typedOr('follow', plan.follows ? 'on' : 'off')}
        choices={[
          { value: 'on', label: words.on, hint: words.onHint },
          { value: 'off', label: words.off, hint: words.offHint },
        ]}
      />
      <MoneyInput {...amount('floor', plan.floorMinor)} label={words.floor} hint={words.floorHint} />
      <MoneyInput {...amount('ceiling', plan.ceilingMinor)} label={words.ceiling} hint={words.ceilingHint} />
      <RadioGroup
        name="tells"
        label={words.tells}
        value={typedOr('tells', plan.tells)}
        choices={ASK_TELLS.map((value) => ({
          value,
          label: value === 'each' ? words.tellsEach : words.tellsNone,
        }))}
      />
      <MoneyInput {...amount('cost', plan.costMinor)} label={words.cost} hint={words.costHint} optional />
      <div>
        <SubmitButton>{words.save}</SubmitButton>
      </div>
    </PostForm>
  );
}
