import type { OpenApiDocument } from '#app/api/openapi.ts';
import type { Db } from '#app/platform/platform.server.ts';

declare module '@remix-run/node' {
  /** What the server hands to every loader and action. */
  interface AppLoadContext {
    db: Db;
    /** Of this answer's content security policy. */
    nonce: string;
    openApi: OpenApiDocument;
    appUrl: string;
  }

  /** Loaders' data keep their types on the way to the page: bigint, Date, Map. */
  interface Future {
    v3_singleFetch: true;
  }
}
