import { Refusal } from '#app/kernel/refusal.ts';

/** Several times the longest text. */
const BLOCK_BYTES = 1 << 20;
const NO_ROOM = new Uint8Array();
/** What the place of a text takes, however short the text is. */
const PLACE_BYTES = 16;

/**
 * Many short texts in little room: their UTF-8 one after another. As strings of their own they would take several times as much,
 * and hold on to the pieces of the file that they were cut out of.
 */
export class StringTable {
  private readonly blocks: Uint8Array[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private used = 0;
  private readonly bytesMost: number;

  constructor(bytesMost: number) {
    this.bytesMost = bytesMost;
  }

  /** @throws Refusal `import_unfolds` when all of them are more than the table may hold */
  add(text: string): void {
    const most = text.length * 3;
    const isFull = this.used + most + this.ends.length * PLACE_BYTES > this.bytesMost;
    if (isFull || most > BLOCK_BYTES) throw new Refusal('import_unfolds');
    // No text lies across two blocks.
    if (this.used + most > this.blocks.length * BLOCK_BYTES) {
      this.used = this.blocks.length * BLOCK_BYTES;
      this.blocks.push(new Uint8Array(BLOCK_BYTES));
    }
    const start = this.used;
    const room = this.blocks.at(-1)?.subarray(start - (this.blocks.length - 1) * BLOCK_BYTES) ?? NO_ROOM;
    this.used += new TextEncoder().encodeInto(text, room).written;
    this.starts.push(start);
    this.ends.push(this.used);
  }

  /** The text that was added as the `nth`, counted from 0; empty where there is none. */
  at(nth: number): string {
    const [start, end] = [this.starts[nth], this.ends[nth]];
    if (start === undefined || end === undefined) return '';
    const block = Math.floor(start / BLOCK_BYTES);
    const from = block * BLOCK_BYTES;
    return new TextDecoder().decode(this.blocks[block]?.subarray(start - from, end - from));
  }
}
