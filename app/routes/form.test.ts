import { describe, expect, it } from 'vitest';
import { failed, one, readForm, readUpload } from './form.ts';

const sent = (body: string, type = 'application/x-www-form-urlencoded') =>
  new Request('http://localhost/log-in', { method: 'POST', body, headers: { 'content-type': type } });

describe('a form that was sent', () => {
  it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])('may call a field %s', async (name) => {
    for (const read of [readForm, (request: Request) => readUpload(request, 'list')]) {
      const typed = await read(sent(`email=a&${name}=1&${name}=2`));
      expect(one(typed, 'email')).toBe('a');
      expect(failed(typed, {}).typed.email).toEqual(['a']);
    }
  });

  it.each([
    ['x', 'text/plain'],
    ['{"email":"a"}', 'application/json'],
    ['--x', 'multipart/form-data'],
    ['--x\r\nnothing', 'multipart/form-data; boundary=x'],
  ])('is an empty one where %j of %s is none', async (body, type) => {
    expect(Object.keys(await readForm(sent(body, type)))).toEqual([]);
  });
});
