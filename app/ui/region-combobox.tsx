import { Combobox, ComboboxItem, ComboboxPopover, ComboboxProvider } from '@ariakit/react';
import { useEffect, useRef, useState } from 'react';
import { uiWords } from '#app/words/en/ui.ts';
import { Tick } from './checkbox.tsx';
import { CONTROL, describedBy, type FieldProps } from './field.tsx';
import { FieldSet } from './field-set.tsx';
import { Icon } from './icons.tsx';
import { type FoundRegion, useRegionSearch } from './use-region-search.ts';

export type ChosenRegion = { readonly code: string; readonly label: string };

type RegionProps = FieldProps & {
  /** Sent once for every region chosen, with its code. */
  name: string;
  chosen: readonly ChosenRegion[];
  multiple?: boolean;
  /** Under this name goes what was typed and not chosen from the list; the action finds the region it means. */
  addName?: string;
  /** What was typed there, when the page comes back with an error. */
  added?: string;
};

const TEXT_LIMIT = 80;

/** Regions looked up by name as one types; without scripts the action looks them up. */
export function RegionCombobox(props: RegionProps) {
  const id = props.id ?? props.name;
  const plain = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  // What was typed before the page came to life goes over into the field that takes its place.
  useEffect(() => setTyped(plain.current?.value ?? ''), []);
  if (typed === null) return <PlainRegions {...props} id={id} control={plain} />;
  return <LiveRegions {...props} id={id} typed={typed} />;
}

function PlainRegions(props: RegionProps & { id: string; control: React.RefObject<HTMLInputElement> }) {
  const { id } = props;
  return (
    <FieldSet legend={props.label} id={id} hint={props.hint} error={props.error} optional={props.optional}>
      {props.chosen.map((region) => (
        <Tick
          key={region.code}
          kind="checkbox"
          id={`${id}-${region.code}`}
          name={props.name}
          value={region.code}
          checked
        >
          {region.label}
        </Tick>
      ))}
      <input
        ref={props.control}
        id={id}
        name={props.addName ?? 'region_add'}
        type="text"
        defaultValue={props.added ?? ''}
        maxLength={TEXT_LIMIT}
        autoComplete="off"
        aria-label={uiWords.regions.add}
        placeholder={uiWords.regions.placeholder}
        aria-invalid={props.error ? true : undefined}
        aria-describedby={describedBy(id, props.hint, props.error)}
        className={CONTROL}
      />
    </FieldSet>
  );
}

function LiveRegions(props: RegionProps & { id: string; typed: string }) {
  const { id, multiple = false } = props;
  const [chosen, setChosen] = useState(props.chosen);
  const [typed, setTyped] = useState(props.typed);
  const [open, setOpen] = useState(false);
  const search = useRegionSearch(typed);
  const codes = chosen.map(({ code }) => code);
  const isListed = open && search.found.length > 0;
  const isFull = !multiple && chosen.length > 0;
  const choose = (next: string | readonly string[]) => {
    const wanted = typeof next === 'string' ? [next] : next;
    setChosen(wanted.flatMap((code) => toChosen(code, chosen, search.found)));
    setTyped('');
    if (!multiple) focusSoon(() => document.getElementById(id));
  };
  const remove = (code: string) => {
    setChosen(chosen.filter((region) => region.code !== code));
    focusSoon(() => document.getElementById(id));
  };
  return (
    <FieldSet legend={props.label} id={id} hint={props.hint} error={props.error} optional={props.optional}>
      <div className="flex min-w-0 flex-col gap-2">
        {chosen.length > 0 && (
          <ul className="flex flex-wrap gap-2">
            {chosen.map((region) => (
              <Chip
                key={region.code}
                id={isFull ? id : undefined}
                name={props.name}
                region={region}
                remove={() => remove(region.code)}
              />
            ))}
          </ul>
        )}
        {!isFull && (
          <ComboboxProvider
            inputValue={typed}
            setInputValue={setTyped}
            selectedValue={multiple ? codes : ''}
            setSelectedValue={choose}
            open={isListed}
            setOpen={setOpen}
            resetValueOnHide={false}
          >
            <Combobox
              id={id}
              autoSelect="always"
              onKeyDown={(event) =>
                event.key === 'Enter' && typed !== '' && !isListed && event.preventDefault()
              }
              aria-label={uiWords.regions.add}
              maxLength={TEXT_LIMIT}
              placeholder={uiWords.regions.placeholder}
              aria-invalid={props.error ? true : undefined}
              aria-describedby={[describedBy(id, props.hint, props.error), `${id}-found`]
                .filter(Boolean)
                .join(' ')}
              className={CONTROL}
            />
            <ComboboxPopover
              sameWidth
              unmountOnHide
              gutter={4}
              aria-label={props.label}
              className="work z-50 max-h-72 overflow-y-auto rounded border border-line bg-page p-1 text-sm text-ink shadow"
            >
              {search.found.map((region) => (
                <ComboboxItem
                  key={region.code}
                  value={region.code}
                  hideOnClick
                  setValueOnClick={false}
                  className="flex min-h-11 cursor-pointer items-center justify-between gap-4 rounded px-3 py-1 data-active-item:bg-sunken data-active-item:outline-2 data-active-item:-outline-offset-2 data-active-item:outline-accent md:min-h-9"
                >
                  <span className="min-w-0 font-medium">{region.name}</span>
                  <span className="flex items-center gap-2 text-right text-xs text-ink-faint">
                    {region.where}
                    {codes.includes(region.code) && <Icon name="check" size={16} />}
                  </span>
                </ComboboxItem>
              ))}
            </ComboboxPopover>
          </ComboboxProvider>
        )}
        {/* Given the name, the library would send the codes under it and not the text. */}
        <input type="hidden" name={props.addName ?? 'region_add'} value={typed} />
        <p id={`${id}-found`} role="status" className="text-xs text-ink-faint empty:hidden">
          {!isFull && uiWords.regions.status[search.state](typed.trim(), search.found.length)}
        </p>
      </div>
    </FieldSet>
  );
}

/** @param props.id where the chip stands in for the field, so that errors lead to it */
function Chip(props: { id: string | undefined; name: string; region: ChosenRegion; remove: () => void }) {
  return (
    <li className="flex min-w-0 items-center rounded bg-neutral-soft pl-3 text-sm">
      <input type="hidden" name={props.name} value={props.region.code} />
      <span className="min-w-0 py-1 wrap-anywhere">{props.region.label}</span>
      <button
        id={props.id}
        type="button"
        aria-label={uiWords.regions.remove(props.region.label)}
        onClick={props.remove}
        className="flex size-11 shrink-0 cursor-pointer items-center justify-center rounded hover:text-red md:size-9"
      >
        <Icon name="cross" size={14} />
      </button>
    </li>
  );
}

function toChosen(
  code: string,
  chosen: readonly ChosenRegion[],
  found: readonly FoundRegion[],
): ChosenRegion[] {
  const known = chosen.find((region) => region.code === code);
  if (known) return [known];
  const one = found.find((region) => region.code === code);
  return one ? [{ code, label: one.label }] : [];
}

/** What is to have the focus is not there before the next picture. */
function focusSoon(find: () => HTMLElement | null | undefined): void {
  requestAnimationFrame(() => find()?.focus());
}
