import type { LoaderFunctionArgs } from '@remix-run/node';
import { Outlet, useLoaderData } from '@remix-run/react';
import { PageShell } from '#app/ui/page-shell.tsx';
import { homeOf } from '../home.ts';

/** Public pages know only whether somebody is signed in, and where their work is. */
export async function loader({ context }: LoaderFunctionArgs) {
  const visitor = await context.visitor();
  return { home: visitor ? homeOf(visitor) : null };
}

export default function PublicLayout() {
  const { home } = useLoaderData<typeof loader>();
  return (
    <PageShell home={home}>
      <Outlet />
    </PageShell>
  );
}
