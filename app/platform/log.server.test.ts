import { expect, it } from 'vitest';
import { openLog } from './log.server.ts';

const PHONE = '+380671234567';

type Line = { msg: string; err: Record<string, unknown> };

/** What the lines hold that `write` leaves in the log. */
function logged(write: (log: ReturnType<typeof openLog>) => void): { text: string; lines: Line[] } {
  let text = '';
  write(openLog('info', 'test', { write: (line) => (text += line) }));
  return {
    text,
    lines: text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line),
  };
}

const failure = (err: unknown) => logged((log) => log.error({ err }, 'request failed'));

it('tells of a database error which kind it is and where, and nothing of the values in it', () => {
  const error = Object.assign(new Error(`date/time field value out of range: "${PHONE}"`), {
    name: 'error',
    code: '22008',
    table: 'leads',
    constraint: 'leads_phone_check',
    detail: `Failing row contains (${PHONE}).`,
    where: PHONE,
  });
  const { text, lines } = failure(error);
  expect(text).not.toContain(PHONE);
  expect(lines[0]).toMatchObject({
    msg: 'request failed',
    err: { type: 'error', code: '22008', table: 'leads', constraint: 'leads_phone_check' },
  });
  expect(lines[0]?.err.stack).toMatch(/^ {4}at .*log\.server\.test\.ts/);
});

it.each([
  ['of several lines', `a\n    at ${PHONE} (b)\nc`],
  ['that ends like a stack', `a\n    at ${PHONE} (b)`],
])('is not deceived by a message %s', (_what, message) => {
  const { text, lines } = failure(new Error(message));
  expect(text).not.toContain(PHONE);
  expect(lines[0]?.err.stack).toMatch(/^ {4}at .*log\.server\.test\.ts/);
});

it('keeps the values out when the line has no words of its own, or only those of its error', () => {
  const error = new Error(PHONE);
  const { text, lines } = logged((log) => {
    log.error(error);
    log.error({ err: error });
    log.error({ err: error }, error.message);
  });
  expect(text).not.toContain(PHONE);
  expect(lines.map(({ msg, err }) => [msg, err.type])).toEqual([
    ['Error', 'Error'],
    ['Error', 'Error'],
    ['Error', 'Error'],
  ]);
});

it('says to whom a connection failed, in causes too', () => {
  const lost = Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:5432'), {
    code: 'ECONNREFUSED',
    syscall: 'connect',
    address: '10.0.0.5',
    port: 5432,
  });
  const told = { code: 'ECONNREFUSED', reason: 'connect ECONNREFUSED 10.0.0.5:5432' };
  expect(failure(lost).lines[0]?.err).toMatchObject(told);
  const fetched = new TypeError('fetch failed', { cause: lost });
  expect(failure(fetched).lines[0]?.err).toMatchObject({ reason: 'fetch failed', cause: told });
});

it.each([
  'broken invariant: a transfer has two sides',
  'Connection terminated unexpectedly',
  'timeout exceeded when trying to connect',
])('passes on "%s"', (message) => {
  expect(failure(new Error(message)).lines[0]?.err.reason).toBe(message);
});

it('tells of what is no error its type alone', () => {
  const { text, lines } = failure({ contact: PHONE });
  expect(text).not.toContain(PHONE);
  expect(lines[0]?.err).toEqual({ type: 'object' });
});

it('ends when causes go round in a circle', () => {
  const error = new Error('a');
  error.cause = error;
  expect(failure(error).lines).toHaveLength(1);
});
