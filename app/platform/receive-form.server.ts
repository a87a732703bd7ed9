import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { Refusal } from '#app/kernel/refusal.ts';

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
 * @throws Refusal `form_broken` when the form breaks off or cannot be read; whatever `take` throws
 */
export async function receiveForm<Taken>(
  request: Request,
  options: { fileField: string; bytesMost: number; take: (file: ComingFile) => Promise<Taken> },
): Promise<ReceivedForm<Taken>> {
  const fields: Record<string, string> = Object.create(null);
  if (!request.body || !/^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? ''))
    return { fields, taken: null };
  const parser = openParser(request.headers);
  let taking: Promise<Taken | null> = Promise.resolve(null);
  let coming: Readable | null = null;
  parser.on('field', (name: string, value: string) => {
    fields[name] = value.replaceAll('\0', '');
  });
  parser.on('error', heard);
  parser.on('file', (field: string, data: Readable, name: string | undefined) => {
    data.on('error', heard);
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
      const broken = error instanceof Refusal ? error : new Refusal('form_broken');
      coming?.destroy(broken);
      throw broken;
    }),
    new Promise<void>((done) =>
      parser
        .once('finish', done)
        .once('error', () => done())
        .once('close', done),
    ).then(() => taking),
  ]);
  // What a file that breaks off does to who reads it is the parser's own error.
  if (read.status === 'rejected') throw read.reason;
  if (taken.status === 'rejected') throw taken.reason;
  return { fields, taken: taken.value };
}

/** @throws Refusal `form_broken` when the head names no boundary */
function openParser(headers: Headers): InstanceType<typeof Busboy> {
  try {
    return new Busboy({
      headers: Object.fromEntries(headers) as BusboyHeaders,
      limits: { fields: FIELDS_MOST, fieldSize: FIELD_BYTES_MOST, files: 1, headerPairs: 100 },
    });
  } catch {
    throw new Refusal('form_broken');
  }
}

/**
 * What breaks off tells so to whoever reads it, and once nobody does, to nobody: an error without a listener would end the process.
 */
function heard(): void {}

/** Who stops reading it early does not end the stream it comes from. */
function uncut(data: Readable): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => data.iterator({ destroyOnReturn: false }) };
}

function bounded(bytesMost: number) {
  return async function* (source: AsyncIterable<Uint8Array>) {
    let bytes = 0;
    for await (const part of source) {
      bytes += part.length;
      if (bytes > bytesMost) throw new Refusal('form_broken');
      yield part;
    }
  };
}
