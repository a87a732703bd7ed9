import { z } from 'zod';
import { toEmailAddress } from '#app/domain/identity/email-address.ts';
import { isPlainName } from '#app/domain/identity/plain-name.ts';

/** How people's own fields are read, wherever they are asked for. */

export const emailField = z.string().transform((text, ctx) => {
  const address = toEmailAddress(text);
  if (address !== null) return address;
  ctx.addIssue({ code: 'custom' });
  return z.NEVER;
});

export const nameField = z.string().trim().refine(isPlainName);

/** Anything typed; what may be chosen is for the domain to say. */
export const passwordField = z.string().min(1);
