import { type Browser, type BrowserContext, chromium, type Page } from 'playwright';

/** What keeps a browser from asking hosts of its own maker, and lets it run as root in a container. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];
const PATIENCE_MS = 20_000;

/** The browser of the machine; `npm test` names it. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.BIRJA_TEST_BROWSER;
  return chromium.launch({ args: ARGS, ...(executablePath ? { executablePath } : {}) });
}

/** Remix prints that it cannot decode an answer also where the router gave it up, since its page is left (`single-fetch.js`). */
const GIVEN_UP = 'AbortError: signal is aborted without reason';

/** Somebody at a browser of their own. What its console says is kept: a page that complains is broken. */
export type Seat = { page: Page; context: BrowserContext; complaints: string[]; close: () => Promise<void> };

/**
 * @param options.token of the session of who sits there; left out, nobody is signed in
 * @param options.script whether pages may run scripts
 */
export async function takeSeat(
  browser: Browser,
  options: {
    url: string;
    token?: string;
    phone?: boolean;
    dark?: boolean;
    script?: boolean;
    userAgent?: string;
  },
): Promise<Seat> {
  const context = await browser.newContext({
    baseURL: options.url,
    viewport: options.phone ? { width: 360, height: 780 } : { width: 1280, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    javaScriptEnabled: options.script ?? true,
    ...(options.userAgent ? { userAgent: options.userAgent } : {}),
    locale: 'en-GB',
    timezoneId: 'Europe/Kyiv',
  });
  context.setDefaultTimeout(PATIENCE_MS);
  if (options.token !== undefined)
    await context.addCookies([
      { name: 'birja_session', value: options.token, url: options.url, httpOnly: true },
    ]);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    const isComplaint = message.type() === 'error' || message.type() === 'warning';
    if (isComplaint && !message.text().startsWith(GIVEN_UP)) complaints.push(message.text());
  });
  return { page, context, complaints, close: () => context.close() };
}
