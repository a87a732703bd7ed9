import type { AppLoadContext } from '@remix-run/node';
import { openApiDocument } from '#app/api/openapi.ts';
import { readVisitor } from '#app/domain/identity/read-visitor.server.ts';
import { openIntake } from '#app/domain/leads/open-intake.server.ts';
import type { World } from './world.ts';

const ORIGIN = 'http://localhost:3000';

/** A page's own code: what Remix calls to show it and to take its form. */
export type PageModule = {
  loader?: (args: PageArgs) => Promise<unknown>;
  action?: (args: PageArgs) => Promise<unknown>;
  default?: unknown;
};
export type PageArgs = {
  request: Request;
  params: Record<string, string>;
  context: AppLoadContext;
};

/** What the server hands to a page for the holder of this session. */
export function pageContext(world: World, token: string | null): AppLoadContext {
  const now = new Date();
  const reading = token ? readVisitor(world.db, { token, address: '127.0.0.1', now }) : Promise.resolve(null);
  return {
    db: world.db,
    nonce: 'nonce',
    openApi: openApiDocument(ORIGIN),
    appUrl: ORIGIN,
    isDemo: true,
    allowPrivateWebhooks: true,
    now,
    address: '127.0.0.1',
    origin: 'web:test',
    visitor: () => reading,
    takeLead: openIntake(world.db),
  } as AppLoadContext;
}

/** What became of asking for a page: it was shown, it led elsewhere, or it was refused. */
export type PageAnswer = { status: number; location: string | null; data: unknown };

/** Shows a page, or sends it a form, as somebody's browser would. */
export async function askPage(
  world: World,
  page: PageModule,
  asked: {
    token: string | null;
    path: string;
    params?: Record<string, string>;
    form?: Record<string, string | string[]>;
  },
): Promise<PageAnswer> {
  const body = asked.form && new URLSearchParams();
  for (const [name, value] of Object.entries(asked.form ?? {}))
    for (const one of [value].flat()) body?.append(name, one);
  const request = new Request(`${ORIGIN}${asked.path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'user-agent': 'test', ...(asked.token ? { cookie: `birja_session=${asked.token}` } : {}) },
    ...(body ? { body } : {}),
  });
  const args = { request, params: asked.params ?? {}, context: pageContext(world, asked.token) };
  if (body && !page.action) throw new Error(`${asked.path} takes no form`);
  const work = async () => (body ? page.action?.(args) : page.loader?.(args));
  return work().then(toAnswer, (thrown: unknown) => {
    if (thrown instanceof Response) return toAnswer(thrown);
    throw thrown;
  });
}

function toAnswer(result: unknown): PageAnswer {
  if (result instanceof Response)
    return { status: result.status, location: result.headers.get('location'), data: null };
  // What `data(value, { status })` of Remix makes.
  const init = (result as { type?: string; data?: unknown; init?: { status?: number } | null } | null) ?? {};
  if (init.type === 'DataWithResponseInit')
    return { status: init.init?.status ?? 200, location: null, data: init.data };
  return { status: 200, location: null, data: result };
}
