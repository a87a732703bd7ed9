export interface StoredRecord {
  readonly id: string;
}

export interface Reader<R extends StoredRecord> {
  get(table: string, id: string): R | undefined;
  /** Every record of a table, the newest first. */
  all(table: string): Generator<R>;
}

export interface Transaction<R extends StoredRecord> extends Reader<R> {
  put(table: string, record: R): R;
  /** Forgets what has been put so far. */
  undo(): void;
}

export interface Store<R extends StoredRecord> extends Reader<R> {
  /** `written` is the moment when the change would survive a kill. */
  commit<T>(work: (tx: Transaction<R>) => T): { result: T; written: Promise<void> };
  watch(table: string, listener: (record: R, written: Promise<void>) => void): void;
  close(): Promise<void>;
}

export interface StoreOptions<R extends StoredRecord> {
  /** What a start may leave behind. */
  forgets?: (table: string, record: R) => boolean;
  onFailure: (error: Error) => void;
}

export function openStore<R extends StoredRecord>(dir: string, options: StoreOptions<R>): Promise<Store<R>>;
