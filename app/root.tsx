import './ui/tokens.css';
import type { LinksFunction, MetaFunction } from '@remix-run/node';
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useRouteError,
} from '@remix-run/react';
import { type ReactNode, useContext } from 'react';
import { ButtonLink } from './ui/button.tsx';
import markUrl from './ui/mark.svg';
import { NonceContext } from './ui/nonce.ts';
import { PageShell, PageTitle } from './ui/page-shell.tsx';
import { pageWords } from './words/en/pages.ts';

export const links: LinksFunction = () => [{ rel: 'icon', href: markUrl, type: 'image/svg+xml' }];

/** A page without a title of its own is an error's. */
export const meta: MetaFunction = ({ error }) => (error ? [{ title: wordsOf(error).meta }] : []);

function wordsOf(error: unknown) {
  if (isRouteErrorResponse(error) && error.status === 404) return pageWords.notFound;
  if (isRouteErrorResponse(error) && error.status === 403) return pageWords.notYours;
  return pageWords.somethingBroke;
}

/** The document around every page, the error page included. */
export function Layout({ children }: { children: ReactNode }) {
  const nonce = useContext(NonceContext);
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

/** Nothing of the error itself is shown: what went wrong inside is in the log. */
export function ErrorBoundary() {
  const words = wordsOf(useRouteError());
  return (
    <PageShell home={null}>
      <PageTitle title={words.title} intro={words.text} />
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/" kind="main">
          {pageWords.shell.home}
        </ButtonLink>
        <ButtonLink to="/market" kind="other">
          {pageWords.shell.market}
        </ButtonLink>
      </div>
    </PageShell>
  );
}
