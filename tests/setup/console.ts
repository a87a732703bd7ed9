import { afterEach, beforeEach, expect, vi } from 'vitest';

/** Named once, so that the tests themselves stay free of it. */
const { console: output } = globalThis;

const METHODS = ['log', 'info', 'warn', 'error', 'debug'] as const;

/** A test that makes noise hides the next test's news: whatever reaches the console unasked fails the test. */
beforeEach(() => {
  for (const method of METHODS) vi.spyOn(output, method).mockImplementation(() => undefined);
});

afterEach(() => {
  const noise = METHODS.flatMap((method) =>
    vi.mocked(output[method]).mock.calls.map((call) => [method, ...call]),
  );
  vi.restoreAllMocks();
  expect(noise, 'unexpected console output').toEqual([]);
});
