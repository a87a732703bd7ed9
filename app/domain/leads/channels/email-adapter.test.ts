import { describe, expect, it } from 'vitest';
import { emailAdapter } from './email-adapter.ts';

type Channel = Parameters<typeof emailAdapter.read>[1];

const read = async (body: string) =>
  emailAdapter.read({ body: Buffer.from(body), contentType: '', secretHeader: '' }, {} as Channel);
const fieldsOf = async (body: string) => {
  const reading = await read(body);
  return reading.kind === 'lead' ? Object.fromEntries(reading.fields) : null;
};
const inBase64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n');

const FORM = 'Subject: Form\r\n\r\nName: Olena\r\nPhone: +380671234567\r\n';

describe('a mail of a form', () => {
  it('is read where another mail holds it', async () => {
    const outer = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee below.\r\n--b\r\n';
    const fields = { Name: 'Olena', Phone: '+380671234567' };
    expect(await fieldsOf(`${outer}Content-Type: message/rfc822\r\n\r\n${FORM}\r\n--b--\r\n`)).toEqual(
      fields,
    );
    expect(await fieldsOf(`Content-Type: message/rfc822\r\n\r\n${FORM}`)).toEqual(fields);
  });

  it('of lines without end is refused before it is read, in another mail too', async () => {
    const lines = 'a \r\n'.repeat(20_000);
    for (const body of [
      `Content-Type: text/plain; format=flowed\r\n\r\n${lines}`,
      `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${inBase64(`X: y\r\n\r\n${lines}`)}`,
    ])
      await expect(read(body)).rejects.toMatchObject({ code: 'channel_unreadable' });
  });

  it('is not looked for in mails within mails within mails', async () => {
    const within = 'Content-Type: message/rfc822\r\n\r\n';
    expect(await fieldsOf(`${within}${within}${FORM}`)).toEqual({});
    expect(await fieldsOf(`${within.repeat(4_000)}${FORM}`)).toEqual({});
  });
});
