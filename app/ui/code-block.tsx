/** Text to be copied as it stands. It scrolls by itself, so the keyboard must be able to reach it. */
export function CodeBlock({ label, code }: { label: string; code: string }) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
      tabIndex={0}
      className="overflow-x-auto rounded border border-line bg-sunken p-4"
    >
      <pre className="font-mono text-sm">
        <code>{code}</code>
      </pre>
    </section>
  );
}
