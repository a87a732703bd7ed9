const HIDDEN = '•••';
const DIGITS_SHOWN = 2;
const CODE_SHOWN = 4;

/** The first letter of each part of a name. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map((part) => `${[...part][0]}${HIDDEN}`)
    .join(' ');
}

/** The country's code with what stands beside it, and the last two digits. */
export function maskPhone(phone: string): string {
  const bare = phone.replace(/[^\d+]/g, '');
  if (bare.length < CODE_SHOWN + DIGITS_SHOWN + 2) return HIDDEN;
  return `${bare.slice(0, CODE_SHOWN)} ${HIDDEN} ${bare.slice(-DIGITS_SHOWN)}`;
}

/** The first letter of the mailbox, and its host, which by itself names nobody. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? HIDDEN : `${[...email][0]}${HIDDEN}${email.slice(at)}`;
}
