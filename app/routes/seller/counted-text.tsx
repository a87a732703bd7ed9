import { useEffect, useRef, useState } from 'react';
import { TextArea } from '#app/ui/text-area.tsx';
import { sellerWords } from '#app/words/en/seller.ts';

/** Text of several lines that says how much of its room is used, once scripts can count. */
export function CountedText(props: {
  name: string;
  label: string;
  hint?: string;
  value: string;
  maxLength: number;
  rows: number;
  error?: string | undefined;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [used, setUsed] = useState<number | null>(null);
  useEffect(() => {
    const area = box.current?.querySelector('textarea');
    const count = () => setUsed(area?.value.length ?? null);
    count();
    area?.addEventListener('input', count);
    return () => area?.removeEventListener('input', count);
  }, []);
  return (
    <div ref={box}>
      <TextArea {...props} />
      <p className="text-right text-xs text-ink-faint tabular-nums">
        {sellerWords.offerForm.characters(used ?? props.value.length, props.maxLength)}
      </p>
    </div>
  );
}
