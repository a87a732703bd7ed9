const NAMED = 3;

/** The first places of a list, and how many more there are. */
export function PlaceNames({ names, more }: { names: readonly string[]; more: (n: number) => string }) {
  return (
    <>
      {names.slice(0, NAMED).map((name) => (
        <span key={name} className="block">
          {name}
        </span>
      ))}
      {names.length > NAMED && <span className="block text-ink-faint">{more(names.length - NAMED)}</span>}
    </>
  );
}
