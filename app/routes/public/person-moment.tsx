import type { PersonLanguage } from '#app/words/person.ts';

/** A moment as a person reads it in their language; by UTC, since nobody asks where they are. */
export function PersonMoment({ at, language }: { at: Date; language: PersonLanguage }) {
  const clock = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const written = `${clock.format(at)} UTC`;
  return (
    // A browser may know another way to write a date than the server does.
    <time dateTime={at.toISOString()} suppressHydrationWarning>
      {written}
    </time>
  );
}
