import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/**
 * Lays down a long text before it is sent, so that whoever takes it slowly holds no transaction and no memory. The file
 * has no name from the beginning and is gone with the stream.
 * @param fill writes the text, piece by piece
 * @param signal aborted when nobody waits for it any more
 */
export async function spool(
  fill: (add: (text: string) => Promise<void>) => Promise<void>,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const path = join(tmpdir(), `birja-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  try {
    await fill(async (text) => {
      signal.throwIfAborted();
      await file.writeFile(text);
    });
  } catch (error) {
    await file.close();
    throw error;
  }
  const stream = file.createReadStream({ start: 0 });
  signal.addEventListener('abort', () => stream.destroy(), { once: true });
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}
