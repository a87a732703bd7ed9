import { accountWords } from '#app/words/en/account.ts';

const words = accountWords.security.sessions;

/** The first that fits: browsers name those that they are made from, too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bYaBrowser\//, 'Yandex'],
  [/\bSamsungBrowser\//, 'Samsung'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

/** What people call the device that names itself so. What it says is its own claim. */
export function describeDevice(userAgent: string): string {
  const first = (list: readonly (readonly [RegExp, string])[]) =>
    list.find(([form]) => form.test(userAgent))?.[1] ?? null;
  const [browser, system] = [first(BROWSERS), first(SYSTEMS)];
  if (browser && system) return words.device(browser, system);
  return browser ?? system ?? words.unknownDevice;
}
