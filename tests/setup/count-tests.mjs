import { existsSync, readFileSync } from 'node:fs';

/**
 * Passed and failed tests from vitest's JSON report. A file that could not even be loaded has no tests to count and counts as
 * one failure; so does a run that failed and names no test, such as one with an unhandled rejection.
 */
export function countTests(reportFile, exitCode) {
  const report = existsSync(reportFile) ? JSON.parse(readFileSync(reportFile, 'utf8')) : undefined;
  const passed = report?.numPassedTests ?? 0;
  const unloaded = (report?.testResults ?? []).filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = (report?.numFailedTests ?? 0) + unloaded;
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}
