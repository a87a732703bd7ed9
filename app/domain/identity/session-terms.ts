/** A session lasts this long after it was last used. */
export const SESSION_DAYS = 14;
export const SESSION_COOKIE = 'birja_session';
