import { Refusal } from '#app/kernel/refusal.ts';

const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;
/** Digits and signs hung on to a word do not make it another: everybody who guesses tries them. */
const HUNG_ON_MAX = 4;
/** What is left of a password besides its owner's name must be worth something. */
const OWN_MIN = 6;

let loading: Promise<ReadonlySet<string>> | undefined;

/** Passwords from breaches, in small letters; loaded when first asked for, since most processes never ask. */
function breachedPasswords(): Promise<ReadonlySet<string>> {
  loading ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  );
  return loading;
}

/**
 * Whether a password may be chosen by this person.
 * @throws Refusal `password_length`, `password_breached`, `password_is_you`
 */
export async function checkPassword(
  password: string,
  person: { readonly email: string; readonly name: string },
): Promise<void> {
  if (password.length < PASSWORD_MIN || password.length > PASSWORD_MAX)
    throw new Refusal('password_length', { min: PASSWORD_MIN, max: PASSWORD_MAX });
  const lower = password.toLowerCase();
  const core = lower.replace(/^[\P{L}]+|[\P{L}]+$/gu, '');
  const breached = await breachedPasswords();
  const isSame = breached.has(lower) || isRepeated(lower);
  const isDressedUp = lower.length - core.length <= HUNG_ON_MAX && (breached.has(core) || isRepeated(core));
  if (isSame || isDressedUp) throw new Refusal('password_breached');
  const [local = ''] = person.email.split('@');
  const own = [person.email, local, person.name]
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part.length > 2)
    .reduce((left, part) => left.replaceAll(part, ''), lower);
  if (own.length < OWN_MIN) throw new Refusal('password_is_you');
}

/** One to three signs over and over. */
function isRepeated(text: string): boolean {
  return /^(.{1,3})\1+$/u.test(text);
}
