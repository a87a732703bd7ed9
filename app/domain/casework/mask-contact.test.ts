import { describe, expect, it } from 'vitest';
import { maskEmail, maskName, maskPhone } from './mask-contact.ts';

describe('a masked contact', () => {
  it.each([
    ['Olena Kovalenko', 'O••• K•••'],
    ['Օլեն', 'Օ•••'],
    ['  ', ''],
  ])('shows of the name %s only how its parts begin', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });

  it.each([
    ['+380 67 123-45-67', '+380 ••• 67'],
    ['0671234567', '0671 ••• 67'],
    ['12345', '•••'],
  ])('shows of the number %s only its ends', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  it.each([
    ['olena.koval@gmail.com', 'o•••@gmail.com'],
    ['@gmail.com', '•••'],
    ['olena', '•••'],
  ])('shows of the address %s only its host', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });
});
