import { RemixBrowser } from '@remix-run/react';
import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';

/**
 * Resolves when Remix has decoded what the page's loaders answered. `RemixBrowser` suspends until then: it throws the
 * promise, before its first hook. It is taken here because a root that is suspended as a whole cannot bear a key or a
 * click: React renders at once for it, meets the promise again, and gives up with its error 345.
 */
async function untilDecoded(): Promise<void> {
  try {
    RemixBrowser({});
  } catch (thrown) {
    await thrown;
  }
}

await untilDecoded();
startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
