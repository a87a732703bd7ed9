import type { Locator, Page } from 'playwright';

/** More stops than any page has between the field in hand and the one that is meant. */
const STOPS_LIMIT = 150;

type Role = Parameters<Page['getByRole']>[0];

/** What one goes to, as a screen reader would name it. What has no role of its own is handed over as found. */
export type Stop = { role: Role; name: string | RegExp; within?: Locator } | Locator;

/** Tab, or Shift+Tab, until the thing that is meant has the focus. Each stop on the way must show that it has it. */
export async function tabTo(page: Page, stop: Stop, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const wanted = find(page, stop);
  await wanted.first().waitFor({ state: 'attached' });
  for (let stops = 0; stops < STOPS_LIMIT; stops += 1) {
    if (await hasFocus(page, wanted)) return;
    await page.keyboard.press(key);
    const unmarked = await page.evaluate(unmarkedFocus);
    if (unmarked !== null) throw new Error(`nothing shows that the focus is on ${unmarked}`);
  }
  const last = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200));
  throw new Error(`${STOPS_LIMIT} presses of ${key} did not lead to ${wanted}; the last led to ${last}`);
}

/** Goes there and presses Enter. */
export async function enter(page: Page, stop: Stop): Promise<void> {
  await tabTo(page, stop);
  await page.keyboard.press('Enter');
}

/** Goes there and types in place of what is there. */
export async function typeInto(page: Page, stop: Stop, text: string): Promise<void> {
  await tabTo(page, stop);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** Waits until the focus is on it. */
export async function focused(page: Page, stop: Stop): Promise<void> {
  await find(page, stop).and(page.locator(':focus')).waitFor();
}

/** Waits until the focus is in it, or on it. */
export async function focusedIn(page: Page, box: Locator): Promise<void> {
  await box
    .locator(':focus')
    .or(box.and(page.locator(':focus')))
    .waitFor();
}

function find(page: Page, stop: Stop): Locator {
  if (!('role' in stop)) return stop;
  const { role, name, within = page } = stop;
  return within.getByRole(role, { name, exact: typeof name === 'string' });
}

async function hasFocus(page: Page, wanted: Locator): Promise<boolean> {
  return (await wanted.and(page.locator(':focus')).count()) > 0;
}

/**
 * What has the focus without an outline, on itself or on the label that stands around it. Null where all is well, and
 * where the focus has gone round by the browser's own bar.
 */
function unmarkedFocus(): string | null {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  // The button for the calendar lies inside of the field, and the browser itself marks it.
  if (at.matches('input[type="datetime-local"]:not(:focus-visible)')) return null;
  const isMarked = [at, at.closest('label')].some((element) => {
    if (!element) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  });
  return isMarked ? null : at.outerHTML.slice(0, 200);
}
