import { describe, expect, it } from 'vitest';
import { mailLink } from './mail-link.ts';

describe('a link that writes to a lead', () => {
  it('names its address as it is', () => {
    expect(mailLink('olena.koval@gmail.com')).toBe('mailto:olena.koval@gmail.com');
    expect(decodeURIComponent(mailLink('o+tag@gmail.com'))).toBe('mailto:o+tag@gmail.com');
  });

  it.each([
    'olena@gmail.com?bcc=thief@example.com&body=Hello',
    'olena@gmail.com,thief@example.com',
    'olena@gmail.com%0d%0abcc:thief@example.com',
  ])('adds neither receivers nor a text: %s', (email) => {
    const link = new URL(mailLink(email));
    expect(link.search).toBe('');
    expect(link.pathname).not.toMatch(/,|%0d/i);
    expect(decodeURIComponent(link.pathname)).toBe(email);
  });
});
