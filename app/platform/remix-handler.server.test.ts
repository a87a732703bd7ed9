import { expect, it } from 'vitest';
import { pageUrl } from './remix-handler.server.ts';

const ORIGIN = 'https://birja.example';

it.each([
  ['/', '/'],
  ['/market?page=2', '/market?page=2'],
  ['//', '/'],
  ['//:0', '/:0'],
  ['//evil.example/x', '/evil.example/x'],
  ['/\\evil.example/x', '/evil.example/x'],
  ['/.//evil.example/x', '/evil.example/x'],
  ['/a/..//evil.example/x', '/evil.example/x'],
  ['http://evil.example/market', '/market'],
  ['http://evil.example', '/'],
  ['http://evil.example//other.example/x', '/other.example/x'],
  ['?a=//b', '/?a=//b'],
  ['*', '/*'],
  ['@evil.example/x', '/@evil.example/x'],
])('reads %s as %s of our own origin', (target, path) => {
  expect(pageUrl(target, ORIGIN).href).toBe(ORIGIN + path);
});
