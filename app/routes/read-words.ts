import { TEXT_LIMIT } from '#app/domain/disputes/dispute.ts';
import { one, type Typed } from './form.ts';

/** A text of several lines as it is kept: browsers send line ends of two characters, which would count twice. */
export function readWords(typed: Typed, name: string): string {
  return one(typed, name).replaceAll('\r\n', '\n').trim();
}

/** Which sentence a text deserves that was not taken. */
export function sayOfWords(text: string, sentences: { tooLong: string; detail: string }): string {
  return text.length > TEXT_LIMIT ? sentences.tooLong : sentences.detail;
}
