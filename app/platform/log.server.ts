import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

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

/** Messages that hold no input: our own about bugs, and those with which a connection ends without a code. */
const SAFE_MESSAGES = [
  /^broken invariant: /,
  /^Connection terminated/,
  /^timeout exceeded when trying to connect$/,
  /^(Query read|Connection) timeout$/,
  /^fetch failed$/,
];

/** Errors that are causes of errors, and so on, may go round in a circle. */
const MAX_CAUSES = 3;

/**
 * A line of JSON per event. Contact data never belong in it: of an error it tells where it happened and of which kind
 * it is, and its message only where that cannot repeat what somebody sent.
 */
export function openLog(
  level: string,
  process: string,
  destination: DestinationStream = pino.destination(1),
): Log {
  const options: LoggerOptions = {
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: PRIVATE.flatMap((key) => [key, `*.${key}`]), censor: '[private]' },
    serializers: { err: (error: unknown) => describe(error) },
    hooks: {
      logMethod(args, method) {
        method.apply(this, withoutMessage(args));
      },
    },
  };
  return pino(options, destination);
}

/** Pino and Fastify give a line the message of its error when it has no words of its own. */
function withoutMessage(args: Parameters<Logger['info']>): Parameters<Logger['info']> {
  const [first, words] = args as unknown[];
  const error = first instanceof Error ? first : (first as { err?: unknown } | null | undefined)?.err;
  if (!(error instanceof Error) || (words !== undefined && words !== error.message)) return args;
  const object = first === error ? { err: error } : first;
  return [object, reasonOf(error) ?? error.name] as unknown as Parameters<Logger['info']>;
}

type Detailed = Error & {
  code?: unknown;
  syscall?: unknown;
  address?: unknown;
  port?: unknown;
  schema?: unknown;
  table?: unknown;
  column?: unknown;
  constraint?: unknown;
};

function describe(error: unknown, causes = 0): Record<string, unknown> {
  // What is thrown and is no error may be anything, a request's body too.
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, code, schema, table, column, constraint } = error as Detailed;
  const hasCause = error.cause instanceof Error && causes < MAX_CAUSES;
  return {
    type: name,
    code,
    schema,
    table,
    column,
    constraint,
    reason: reasonOf(error),
    stack: framesOf(error),
    cause: hasCause ? describe(error.cause, causes + 1) : undefined,
  };
}

/** What can be told of the message: a connection's fault from its parts, anything else if it is known to be safe. */
function reasonOf(error: Detailed): string | undefined {
  const { syscall, code, address, port } = error;
  if (typeof syscall === 'string') {
    const where = address === undefined ? '' : ` ${address}${port === undefined ? '' : `:${port}`}`;
    return `${syscall} ${code}${where}`;
  }
  return SAFE_MESSAGES.some((safe) => safe.test(error.message)) ? error.message : undefined;
}

/** The frames alone: a stack begins with the message, whose lines may look like frames. */
function framesOf({ stack = '', message }: Error): string {
  const start = message === '' ? -1 : stack.indexOf(message);
  const below = start < 0 ? stack : stack.slice(start + message.length);
  return below
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
}
