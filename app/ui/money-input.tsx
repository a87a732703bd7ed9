import type { Currency } from '#app/kernel/money.ts';
import { uiWords } from '#app/words/en/ui.ts';
import { CONTROL, describedBy, Field, type FieldProps } from './field.tsx';
import { useOutsideValue } from './use-outside-value.ts';

const LENGTH_LIMIT = 24;

/** An amount in major units, as people type it; its currency stands beside it or is chosen there. */
export function MoneyInput(
  props: FieldProps & {
    name: string;
    /** As typed, or from `majorOf`. */
    value: string;
    currency: Currency;
    /** Given, the currency can be chosen and is sent as `currencyName`. */
    currencies?: readonly Currency[];
    currencyName?: string;
  },
) {
  const id = props.id ?? props.name;
  const amount = useOutsideValue<HTMLInputElement>(props.value);
  const unit = useOutsideValue<HTMLSelectElement>(props.currency);
  return (
    <Field {...props} id={id}>
      <div className="flex max-w-80 items-center gap-2">
        <input
          ref={amount}
          id={id}
          name={props.name}
          type="text"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={props.value}
          maxLength={LENGTH_LIMIT}
          aria-invalid={props.error ? true : undefined}
          aria-describedby={[describedBy(id, props.hint, props.error), !props.currencies && `${id}-unit`]
            .filter(Boolean)
            .join(' ')}
          className={`${CONTROL} text-right tabular-nums`}
        />
        {props.currencies ? (
          <select
            ref={unit}
            name={props.currencyName ?? 'currency'}
            defaultValue={props.currency}
            aria-label={uiWords.currencyOf(props.label)}
            className={`${CONTROL} max-w-24`}
          >
            {props.currencies.map((currency) => (
              <option key={currency} value={currency}>
                {currency}
              </option>
            ))}
          </select>
        ) : (
          <span id={`${id}-unit`} className="shrink-0 text-sm text-ink-soft">
            {props.currency}
          </span>
        )}
      </div>
    </Field>
  );
}
