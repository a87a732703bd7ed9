/** An error as the list of all of them says it, where several in a row may read the same; nameless it stands alone. */
export function withName(name: string, sentence: string): string {
  return name ? `${name}: ${sentence}` : sentence;
}
