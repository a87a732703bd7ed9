/** Forms of one offer. */
export const FORMS_MOST = 30;
/** Letters of a form's name. */
export const NAME_MOST = 80;
