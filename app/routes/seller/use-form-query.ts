import { type RefObject, useEffect, useState } from 'react';

/**
 * What stands in some fields of the form around an element, as a query; null until something of it was changed. Regions are
 * hidden fields that come and go without an event, so the form's elements are watched too.
 */
export function useFormQuery(inside: RefObject<HTMLElement>, names: readonly string[]): string | null {
  const [query, setQuery] = useState<string | null>(null);
  const wanted = names.join();
  useEffect(() => {
    const form = inside.current?.closest('form');
    if (!form) return;
    const read = () => {
      const fields = [...new FormData(form)].filter(
        ([name, value]) => wanted.split(',').includes(name) && value !== '',
      );
      return new URLSearchParams(fields as [string, string][]).toString();
    };
    const first = read();
    const look = () => setQuery((last) => (last === null && read() === first ? null : read()));
    const watcher = new MutationObserver(look);
    watcher.observe(form, { childList: true, subtree: true });
    form.addEventListener('change', look);
    return () => {
      watcher.disconnect();
      form.removeEventListener('change', look);
    };
  }, [inside, wanted]);
  return query;
}
