import type { ScriptConfig } from '../embed-config.tsx';

const ACTIVITY = ['pointermove', 'pointerdown', 'keydown', 'scroll'] as const;

const RULES = `
dialog{border:0;padding:0;background:transparent;max-width:min(34rem,calc(100vw - 2rem));width:100%;max-height:calc(100dvh - 2rem);color:inherit;overflow:auto}
dialog::backdrop{background:rgb(16 24 20/.5)}
.close{position:absolute;top:.5rem;inset-inline-end:.5rem;width:2.75rem;height:2.75rem;border:0;border-radius:50%;background:transparent;color:var(--ink);font:1.5rem/1 system-ui;cursor:pointer}
.close:focus-visible{outline:3px solid var(--ink)}
.frame{position:relative}
.birja .head{padding-inline-end:2.5rem}
`;

/** What a form that comes over the page has besides the rules of every form. */
export const POP_UP_RULES = RULES.replace(/\n/g, '');

/**
 * Puts a form into a dialog that comes once: a callback after some time without activity or when the visitor is about to leave,
 * an exit form when they are about to leave. Dismissed or sent, it does not come again as long as the tab is open.
 * @param shown is told when it comes
 */
export function popUp(
  root: ShadowRoot,
  form: HTMLElement,
  config: ScriptConfig,
  shown: () => void,
): { done: () => void } {
  const memory = `birja ${config.action}`;
  const dialog = document.createElement('dialog');
  const frame = document.createElement('div');
  const close = document.createElement('button');
  dialog.setAttribute('aria-labelledby', 'f-title');
  frame.className = 'frame';
  close.className = 'close';
  close.type = 'button';
  close.textContent = '×';
  close.setAttribute('aria-label', config.texts.close);
  frame.append(form, close);
  dialog.append(frame);
  root.append(dialog);

  const stop = new AbortController();
  const { signal } = stop;
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => remember(memory));
  if (isRemembered(memory)) return { done: () => undefined };

  const open = () => {
    if (signal.aborted) return;
    stop.abort();
    dialog.showModal();
    shown();
  };
  const page = document.documentElement;
  page.addEventListener(
    'mouseout',
    (event) => {
      if (event.relatedTarget === null && event.clientY <= 0) open();
    },
    { signal },
  );
  // A finger leaves no page by its upper edge: who comes back to it was about to leave.
  let wasHidden = false;
  document.addEventListener(
    'visibilitychange',
    () => {
      if (document.hidden) wasHidden = true;
      else if (wasHidden && matchMedia('(hover: none)').matches) open();
    },
    { signal },
  );
  if (config.kind === 'callback') whenIdle(config.idleMs, open, signal);
  return { done: () => remember(memory) };
}

function whenIdle(idleMs: number, open: () => void, signal: AbortSignal): void {
  let timer = 0;
  const wait = () => {
    clearTimeout(timer);
    timer = window.setTimeout(open, idleMs);
  };
  for (const kind of ACTIVITY) addEventListener(kind, wait, { signal, passive: true, capture: true });
  signal.addEventListener('abort', () => clearTimeout(timer));
  wait();
}

/** A page may be denied its storage; then the form comes once a page view. */
function remember(memory: string): void {
  try {
    sessionStorage.setItem(memory, '1');
  } catch {}
}

function isRemembered(memory: string): boolean {
  try {
    return sessionStorage.getItem(memory) !== null;
  } catch {
    return false;
  }
}
