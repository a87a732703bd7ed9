import { Link, NavLink } from '@remix-run/react';
import type { ReactNode } from 'react';
import { pageWords } from '#app/words/en/pages.ts';
import markUrl from './mark.svg';

/** On a phone there is no room for it in the row: it stands at the foot of every page. */
const CALCULATOR = '/calculator';
const LINKS = [
  { to: '/market', word: pageWords.shell.market },
  { to: '/prices', word: pageWords.shell.prices },
  { to: CALCULATOR, word: pageWords.shell.calculator },
  { to: '/docs/api', word: pageWords.shell.api },
] as const;
const DOORS = [
  { to: '/log-in', word: pageWords.shell.logIn },
  { to: '/sign-up', word: pageWords.shell.signUp },
] as const;

/**
 * What stands around every public page.
 * @param home where the work of who is signed in is; null for who is not
 */
export function PageShell({ home, children }: { home: string | null; children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:m-2 focus:rounded focus:bg-page focus:p-3 focus:shadow"
      >
        {pageWords.shell.skip}
      </a>
      <header className="border-b border-line">
        <div className="mx-auto flex w-full max-w-6xl flex-wrap items-center justify-between gap-x-6 px-4 sm:px-6">
          <Link
            to="/"
            className="flex min-h-14 items-center gap-2 text-lg font-semibold text-ink no-underline"
          >
            <img src={markUrl} alt="" width="28" height="28" />
            {pageWords.shell.name}
          </Link>
          <nav aria-label={pageWords.shell.navigation}>
            <ul className="flex gap-5 sm:gap-6">
              {[...LINKS, ...(home ? [{ to: home, word: pageWords.shell.toWork }] : DOORS)].map((link) => (
                <li key={link.to} className={link.to === CALCULATOR ? 'max-sm:hidden' : ''}>
                  <NavLink
                    to={link.to}
                    className="flex min-h-14 items-center border-b-2 border-transparent text-ink no-underline hover:text-accent aria-[current=page]:border-accent aria-[current=page]:font-medium"
                  >
                    {link.word}
                  </NavLink>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 py-8 outline-none sm:px-6 sm:py-12"
      >
        {children}
      </main>
      <footer className="border-t border-line">
        <div className="mx-auto flex w-full max-w-6xl flex-col gap-2 px-4 py-6 text-sm text-ink-faint sm:px-6">
          <p>
            {pageWords.shell.footer} <Link to={CALCULATOR}>{pageWords.shell.calculator}</Link>
          </p>
          <p>
            {pageWords.shell.placesBefore}
            <a href="https://www.geonames.org/" rel="noreferrer">
              {pageWords.shell.placesSource}
            </a>
            {pageWords.shell.placesAfter}
          </p>
        </div>
      </footer>
    </div>
  );
}

/** A page's heading and the one paragraph that says what it is for. */
export function PageTitle({ title, intro }: { title: string; intro: string }) {
  return (
    <div className="flex flex-col gap-2 pb-8">
      <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
      <p className="max-w-[68ch] text-ink-soft">{intro}</p>
    </div>
  );
}
