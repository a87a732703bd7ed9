import { CopyField } from '#app/ui/copy-field.tsx';
import { TakesFocus } from '#app/ui/takes-focus.tsx';

/** A secret that was made just now, and is not to be had a second time. */
export function ShownOnce(props: {
  news: string;
  title: string;
  text: string;
  label: string;
  value: string;
}) {
  return (
    <TakesFocus
      news={props.news}
      className="mb-8 flex max-w-2xl flex-col gap-3 rounded border-2 border-accent p-5"
    >
      <h2 className="text-lg font-semibold">{props.title}</h2>
      <p className="max-w-[60ch] text-ink-soft">{props.text}</p>
      <CopyField id="shown-once" label={props.label} value={props.value} />
    </TakesFocus>
  );
}
