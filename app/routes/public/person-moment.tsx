import type { PersonLanguage } from '#app/words/person.ts';

/** A moment as a person reads it in their language; by UTC, since nobody asks where they are. */
export function PersonMoment({ at, language }: { at: Date; language: PersonLanguage }) {
  const written = new Intl.DateTimeFormat(language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return (
    // A browser may know another way to write a date than the server does.
    <time dateTime={at.toISOString()} suppressHydrationWarning>
      {written.format(at)} UTC
    </time>
  );
}
