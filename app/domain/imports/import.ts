/** `uploading` -> `reading` -> `mapping` -> `importing` <-> `paused` -> `done`; from everywhere before it `cancelled`, and `failed`. */
export const IMPORT_STATUSES = [
  'uploading',
  'reading',
  'mapping',
  'importing',
  'paused',
  'done',
  'cancelled',
  'failed',
] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

/** Data rows of one file, its head not counted. */
export const ROWS_MOST = 100_000;
export const COLUMNS_MOST = 100;
/** Of a file as it is sent. */
export const FILE_BYTES_MOST = 48 * 1024 * 1024;
/** Longer than anything that a lead may carry. */
export const CELL_CHARACTERS_MOST = 4_100;
export const CHUNK_ROWS = 500;

export const ENCODINGS = [
  'utf-8',
  'windows-1251',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1252',
  'windows-1254',
] as const;
export type Encoding = (typeof ENCODINGS)[number];

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** How a file is read. `sheet` counts from 0. */
export type Format =
  | { readonly kind: 'csv'; readonly encoding: Encoding; readonly delimiter: Delimiter }
  | { readonly kind: 'xlsx'; readonly sheet: number };

/** A row as it was read: its number as a spreadsheet shows it, counted from 1, and the text of its cells. */
export type FileRow = { readonly number: number; readonly cells: readonly string[] };

/** What a column may hold; a niche's question is `answer:` and its key. */
export const FIELDS = [
  'name',
  'first_name',
  'middle_name',
  'last_name',
  'phone',
  'email',
  'region',
  'city',
  'message',
  'language',
  'wanted_within_days',
  'budget',
  'consent_at',
  'consent_text',
  'consent_url',
  'external_id',
  'traffic',
  'campaign',
  'source_url',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_content',
  'utm_term',
  'sub_id',
  'ip',
] as const;
export type Field = (typeof FIELDS)[number];
export const ANSWER_PREFIX = 'answer:';
export type ColumnUse = Field | `${typeof ANSWER_PREFIX}${string}`;

export const DATE_ORDERS = ['dmy', 'mdy'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** What the seller says of the file's columns. */
export type Mapping = {
  /** By the column's place; null where it is not taken. */
  readonly columns: readonly (ColumnUse | null)[];
  readonly hasHead: boolean;
  /** How `03/04/2026` is meant. */
  readonly dateOrder: DateOrder;
  /** Of whose clocks the file's dates are: an IANA name. */
  readonly timezone: string;
  /** Where the rows name no region. */
  readonly region: string | null;
  /** Whether people agreed to the offer's wording, where the rows name none. */
  readonly offersWording: boolean;
};

export const OUTCOMES = ['taken', 'double', 'refused', 'quarantined'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a row became no lead. Each is a sentence of the catalogue; the parameters hold nothing of a person. */
export const ROW_REASONS = [
  'double_of_row',
  'contact_missing',
  'name_or_message_missing',
  'phone_rounded',
  'region_missing',
  'region_unknown',
  'too_long',
  'consent_missing',
  'consent_unreadable',
  'consent_future',
  'consent_old',
  'consent_words_missing',
] as const;
export type RowReasonCode = (typeof ROW_REASONS)[number];
export type RowReason = { readonly code: RowReasonCode; readonly params: Record<string, string | number> };

/** Which rows are asked for: those that can be no lead or were refused by a check, those without consent, or all of them. */
export const RESULT_KINDS = ['refused', 'quarantined', 'all'] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];

/** What its seller may do with an import that goes on, or that is over. */
export const STEERINGS = ['pause', 'resume', 'cancel', 'erase'] as const;
export type Steering = (typeof STEERINGS)[number];

/** An import as its seller sees it. */
export type LeadImport = {
  readonly id: string;
  readonly offerId: string;
  readonly createdBy: string;
  readonly status: ImportStatus;
  readonly reason: { readonly code: string; readonly params: Record<string, string | number> } | null;
  /** Null once what it held is erased. */
  readonly about: { readonly fileName: string; readonly sheets: readonly string[] } | null;
  readonly fileBytes: number;
  readonly readBytes: number;
  readonly format: Format | null;
  readonly mapping: Mapping | null;
  readonly test: boolean;
  readonly rowsTotal: number;
  readonly taken: number;
  readonly doubles: number;
  readonly refused: number;
  readonly quarantined: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly eraseAt: Date;
  readonly erasedAt: Date | null;
};

/** Whether it still goes on, or waits to. */
export function isOpen(status: ImportStatus): boolean {
  return status !== 'done' && status !== 'cancelled' && status !== 'failed';
}
