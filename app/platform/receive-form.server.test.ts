import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { type ComingFile, receiveForm } from './receive-form.server.ts';
import { toWebStream } from './remix-handler.server.ts';

const MIB = 1024 * 1024;
const PART_BYTES = 64 * 1024;

/** A form as a server gets it: its bytes in parts, those of `cut` and after them missing. */
async function post(entries: readonly [string, string | File][], cut?: number): Promise<Request> {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  const whole = new Request('http://localhost/', { method: 'POST', body: form });
  const bytes = Buffer.from(await whole.arrayBuffer()).subarray(0, cut);
  const parts = Array.from({ length: Math.ceil(bytes.length / PART_BYTES) }, (_, nth) =>
    bytes.subarray(nth * PART_BYTES, (nth + 1) * PART_BYTES),
  );
  return new Request('http://localhost/', {
    method: 'POST',
    headers: { 'content-type': whole.headers.get('content-type') ?? '' },
    body: toWebStream(Readable.from(parts)),
    duplex: 'half',
  } as RequestInit);
}

async function measure({ name, data, fields }: ComingFile) {
  let bytes = 0;
  for await (const part of data) bytes += part.length;
  return { name, bytes, fields };
}

const options = { fileField: 'file', bytesMost: 8 * MIB, take: measure };

it('hands a file over as it comes, with the fields that stand before it', async () => {
  const file = new File([new Uint8Array(3 * MIB)], 'ли;ды="1".csv');
  const read = await receiveForm(
    await post([
      ['offer', 'a\0b'],
      ['file', file],
      ['after', 'c'],
    ]),
    options,
  );
  expect(read.taken).toMatchObject({ bytes: 3 * MIB, fields: { offer: 'ab' } });
  expect({ ...read.fields }).toEqual({ offer: 'ab', after: 'c' });
});

it('reads the rest to its end when nobody wants it, and passes on why', async () => {
  const file = () => new File([new Uint8Array(3 * MIB)], 'x.csv');
  const first = async ({ data }: ComingFile) => {
    for await (const part of data) return part.length > 0;
    return false;
  };
  const read = await receiveForm(
    await post([
      ['file', file()],
      ['after', 'c'],
    ]),
    { ...options, take: first },
  );
  expect(read).toMatchObject({ taken: true, fields: { after: 'c' } });
  const refuse = async ({ data }: ComingFile) => {
    for await (const part of data) throw new Error(`not ${part.length > 0}`);
  };
  await expect(receiveForm(await post([['file', file()]]), { ...options, take: refuse })).rejects.toThrow(
    'not true',
  );
});

it('takes no file where none was chosen, and none under another name', async () => {
  for (const entries of [
    [['offer', 'a']],
    [['file', new File([], '')]],
    [['other', new File(['x'], 'x.csv')]],
  ])
    expect((await receiveForm(await post(entries as [string, string | File][]), options)).taken).toBeNull();
  const plain = new Request('http://localhost/', {
    method: 'POST',
    body: new URLSearchParams({ file: 'x' }),
  });
  expect((await receiveForm(plain, options)).taken).toBeNull();
});

it('cuts off who sends more than anybody waits for, or breaks off', async () => {
  const large = new File([new Uint8Array(9 * MIB)], 'x.csv');
  await expect(receiveForm(await post([['file', large]]), options)).rejects.toMatchObject({
    code: 'form_broken',
  });
  const half = await post([['file', new File([new Uint8Array(MIB)], 'x.csv')]], MIB / 2);
  await expect(receiveForm(half, options)).rejects.toMatchObject({ code: 'form_broken' });
  for (const type of ['multipart/form-data', 'multipart/form-data; boundary=b']) {
    const junk = new Request('http://localhost/', {
      method: 'POST',
      headers: { 'content-type': type },
      body: '--x',
    });
    await expect(receiveForm(junk, options)).rejects.toMatchObject({ code: 'form_broken' });
  }
});

it('survives a file that breaks off while nobody reads it: under another name, refused, or left early', async () => {
  const entry: [string, File] = ['file', new File([new Uint8Array(3 * MIB)], 'x.csv')];
  const refuse = () => Promise.reject(new Error('not today'));
  const leave = async ({ data }: ComingFile) => {
    for await (const part of data) return part.length;
    return 0;
  };
  for (const odd of [{ fileField: 'other' }, { take: refuse }, { take: leave }])
    await expect(receiveForm<unknown>(await post([entry], MIB), { ...options, ...odd })).rejects.toThrow(
      'form_broken',
    );
  // Whatever is told without a listener is told a turn later, and would fail this file.
  await new Promise((wake) => setImmediate(wake));
});
