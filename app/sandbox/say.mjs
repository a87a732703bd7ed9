/** The one place that writes to the terminal. */
export function say(text = '') {
  process.stdout.write(`${text}\n`);
}
