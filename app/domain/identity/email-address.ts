import { domainToASCII } from 'node:url';
import isEmail from 'validator/lib/isEmail.js';

/**
 * An address as people are known by it here: in small letters, its domain in ASCII. Null when it is none. Providers that
 * tell capitals apart in the part before the @ are unheard of; people who type them by accident are not.
 */
export function toEmailAddress(text: string): string | null {
  const typed = text.trim();
  const at = typed.lastIndexOf('@');
  const address = `${typed.slice(0, at)}@${domainToASCII(typed.slice(at + 1))}`.toLowerCase();
  return at > 0 && isEmail(address, { allow_utf8_local_part: false }) ? address : null;
}
