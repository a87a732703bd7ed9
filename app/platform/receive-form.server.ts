import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';

/** A file of a form, as it comes. `fields` are those that stand before it. */
export type ComingFile = {
  readonly name: string;
  readonly data: AsyncIterable<Uint8Array>;
  readonly fields: Readonly<Record<string, string>>;
};

export type ReceivedForm<Taken> = {
  readonly fields: Readonly<Record<string, string>>;
  /** Null where no file was chosen. */
  readonly taken: Taken | null;
};

const FIELDS_MOST = 50;
const FIELD_BYTES_MOST = 10_000;

/**
 * Reads a form with one file in it without ever holding the file: it is handed over as it comes. What is left of it once it was
 * taken, or refused, is read to its end and dropped, for a browser hears no answer before it has sent all of it.
 * @param options.bytesMost after which the sender is cut off
 * @throws Error when the form breaks off, or is none; whatever `take` throws
 */
export async function receiveForm<Taken>(
  request: Request,
  options: { fileField: string; bytesMost: number; take: (file: ComingFile) => Promise<Taken> },
): Promise<ReceivedForm<Taken>> {
  const fields: Record<string, string> = Object.create(null);
  if (!request.body || !/^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? ''))
    return { fields, taken: null };
  const parser = new Busboy({
    headers: Object.fromEntries(request.headers) as BusboyHeaders,
    limits: { fields: FIELDS_MOST, fieldSize: FIELD_BYTES_MOST, files: 1, headerPairs: 100 },
  });
  let taking: Promise<Taken | null> = Promise.resolve(null);
  let coming: Readable | null = null;
  parser.on('field', (name: string, value: string) => {
    fields[name] = value.replaceAll('\0', '');
  });
  parser.on('file', (field: string, data: Readable, name: string | undefined) => {
    // A form whose file was not chosen sends one without a name.
    if (field !== options.fileField || !name) {
      data.resume();
      return;
    }
    coming = data;
    taking = options.take({ name, data: uncut(data), fields: { ...fields } });
    taking.then(
      () => data.resume(),
      () => data.resume(),
    );
  });
  const source = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
  const [read, taken] = await Promise.allSettled([
    pipeline(source, bounded(options.bytesMost), parser).catch((error: Error) => {
      coming?.destroy(error);
      throw error;
    }),
    new Promise<void>((done) =>
      parser
        .once('finish', done)
        .once('error', () => done())
        .once('close', done),
    ).then(() => taking),
  ]);
  if (taken.status === 'rejected') throw taken.reason;
  if (read.status === 'rejected') throw read.reason;
  return { fields, taken: taken.value };
}

/** Who stops reading it early does not end the stream it comes from. */
function uncut(data: Readable): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => data.iterator({ destroyOnReturn: false }) };
}

function bounded(bytesMost: number) {
  return async function* (source: AsyncIterable<Uint8Array>) {
    let bytes = 0;
    for await (const part of source) {
      bytes += part.length;
      if (bytes > bytesMost) throw new Error('more was sent than anybody waits for');
      yield part;
    }
  };
}
