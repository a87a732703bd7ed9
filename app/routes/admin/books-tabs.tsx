import { Tabs } from '#app/ui/tabs.tsx';
import { troubleWords } from '#app/words/en/trouble.ts';

const words = troubleWords.tabs;
const PAGES = ['reconciliation', 'chargebacks', 'corrections', 'books'] as const;

/** The pages about the ledger: what went wrong, and its accounts. */
export function BooksTabs({ current }: { current: (typeof PAGES)[number] }) {
  return (
    <Tabs
      label={words.label}
      current={`/admin/${current}`}
      items={PAGES.map((page) => ({ to: `/admin/${page}`, label: words[page] }))}
    />
  );
}
