import type { OpenApiDocument } from '#app/api/openapi.ts';
import type { Visitor } from '#app/domain/identity/visitor.ts';
import type { Intake, Taken } from '#app/domain/leads/intake.ts';
import type { Db } from '#app/platform/platform.server.ts';

declare module '@remix-run/node' {
  /** What the server hands to every loader and action. */
  interface AppLoadContext {
    db: Db;
    /** Of this answer's content security policy. */
    nonce: string;
    openApi: OpenApiDocument;
    appUrl: string;
    isDemo: boolean;
    /** Whether webhooks may go to this machine and its neighbours: demo and tests only. */
    allowPrivateWebhooks: boolean;
    now: Date;
    /** The visitor's address. */
    address: string;
    /** For the audit: by which request. */
    origin: string;
    /** Who is signed in; read once a request. */
    visitor: () => Promise<Visitor | null>;
    /** Takes a lead in, together with those that come by the API meanwhile. */
    takeLead: (intake: Intake) => Promise<Taken>;
    /** Set once something failed because the database was away: the same may go well in a moment. */
    isDatabaseAway?: boolean;
  }

  /** Loaders' data keep their types on the way to the page: bigint, Date, Map. */
  interface Future {
    v3_singleFetch: true;
  }
}
