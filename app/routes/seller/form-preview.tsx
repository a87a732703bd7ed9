import { formWords } from '#app/words/en/forms.ts';

const words = formWords.builder.preview;

/** The real page of the form as it was last saved; every saving shows it anew. */
export function FormPreview({ address, saved }: { address: string; saved: string }) {
  return (
    <section aria-labelledby="preview" className="flex flex-col gap-3 xl:sticky xl:top-4 xl:self-start">
      <h2 id="preview" className="text-lg font-semibold">
        {words.title}
      </h2>
      <p className="text-sm text-ink-soft">{words.text}</p>
      <iframe
        key={saved}
        src={address}
        title={words.title}
        className="h-[40rem] w-full rounded border border-line bg-page"
      />
    </section>
  );
}
