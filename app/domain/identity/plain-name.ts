export const NAME_LIMIT = 80;

/** Names stand in mails to strangers: one that is an address to click on, or breaks the line, would be an advertisement. */
const NO_NAME = /[<>\p{Cc}\p{Cf}]|:\/\/|www\./iu;

/** Whether people may be shown this as the name of a person, an organisation or a key. */
export function isPlainName(text: string): boolean {
  return text.trim() !== '' && text.length <= NAME_LIMIT && !NO_NAME.test(text);
}
