import { Link } from '@remix-run/react';
import { authWords } from '#app/words/en/auth.ts';

/** In the demo: where the mail is that a page speaks of. */
export function SandboxHint({ isDemo }: { isDemo: boolean }) {
  if (!isDemo) return null;
  return (
    <p className="mt-8 max-w-xl border-t border-line pt-4 text-sm text-ink-soft">
      {authWords.mailBoxBefore}
      <Link to="/sandbox/mail">{authWords.mailBox}</Link>.
    </p>
  );
}
