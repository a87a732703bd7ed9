import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Where an address, a credential or a body could slip into a log line, it is cut out. */
const PRIVATE = [
  'authorization',
  'cookie',
  'contact',
  'phone',
  'email',
  'name',
  'message',
  'body',
  'secret',
  'ip',
];

/** A line of JSON per event on standard output. Contact data never belong in it. */
export function openLog(level: string, process: string): Log {
  return pino({
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: PRIVATE.flatMap((key) => [key, `*.${key}`]), censor: '[private]' },
    serializers: {
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        code: error.code,
        message: error.message,
        stack: error.stack,
      }),
    },
  });
}
