/** Why a password may not be chosen, said beside its field. */
export const PASSWORD_REFUSALS = {
  password_length: 'password',
  password_breached: 'password',
  password_is_you: 'password',
} as const;
