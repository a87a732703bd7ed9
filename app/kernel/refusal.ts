/**
 * A business refusal: the request was understood and is not carried out. Thrown inside a transaction it
 * rolls the transaction back. `code` is a key of the message catalogue, `params` fill its sentence; neither
 * may hold contact data.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: string, params: Readonly<Record<string, string | number>> = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.params = params;
  }
}
