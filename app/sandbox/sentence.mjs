/** A reason to stop that the reader can act on: shown as it stands, without a stack. */
export class Sentence extends Error {}
