import { Refusal } from '#app/kernel/refusal.ts';

const BYTES_AT_FIRST = 1 << 16;
/** What the place of a text takes, however short the text is. */
const PLACE_BYTES = 8;

/**
 * Many short texts in little room: their UTF-8 one after another. As strings of their own they would take several times as much,
 * and hold on to the pieces of the file that they were cut out of.
 */
export class StringTable {
  private bytes = new Uint8Array(BYTES_AT_FIRST);
  private readonly ends: number[] = [];
  private used = 0;
  private readonly bytesMost: number;

  constructor(bytesMost: number) {
    this.bytesMost = bytesMost;
  }

  /** @throws Refusal `import_unfolds` when all of them are more than the table may hold */
  add(text: string): void {
    const most = this.used + text.length * 3;
    if (most + this.ends.length * PLACE_BYTES > this.bytesMost) throw new Refusal('import_unfolds');
    if (most > this.bytes.length) this.grow(most);
    this.used += new TextEncoder().encodeInto(text, this.bytes.subarray(this.used)).written;
    this.ends.push(this.used);
  }

  /** The text that was added as the `nth`, counted from 0; empty where there is none. */
  at(nth: number): string {
    const end = this.ends[nth];
    if (end === undefined) return '';
    return new TextDecoder().decode(this.bytes.subarray(this.ends[nth - 1] ?? 0, end));
  }

  private grow(least: number): void {
    const larger = new Uint8Array(Math.max(least, this.bytes.length * 2));
    larger.set(this.bytes.subarray(0, this.used));
    this.bytes = larger;
  }
}
