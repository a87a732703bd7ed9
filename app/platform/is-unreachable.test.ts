import { describe, expect, it } from 'vitest';
import { isUnreachable } from './is-unreachable.ts';

const error = (code: string | undefined, message = '') => Object.assign(new Error(message), { code });

describe('the database is away', () => {
  it.each([
    ['ECONNREFUSED', ''],
    ['57P01', 'terminating connection due to administrator command'],
    ['P1001', "Can't reach database server"],
    ['P2028', 'Transaction API error: Unable to start a transaction in the given time.'],
    ['P2010', 'Raw query failed. Code: `57P01`. Message: `terminating connection`'],
    [undefined, 'Connection terminated unexpectedly'],
    [undefined, 'Client has encountered a connection error and is not queryable'],
    [undefined, 'timeout exceeded when trying to connect'],
  ])('by %s %s', (code, message) => {
    expect(isUnreachable(error(code, message))).toBe(true);
  });

  it.each([
    ['23505', 'duplicate key'],
    ['22008', 'date out of range'],
    [undefined, 'broken invariant: x'],
    ['P2002', 'unique'],
  ])('not by %s %s', (code, message) => {
    expect(isUnreachable(error(code, message))).toBe(false);
  });
});
