import { z } from 'zod';
import type { Offer } from '#app/domain/catalog/offer.ts';
import type { Question } from '#app/domain/catalog/question.ts';
import { guessColumns, guessHead } from '#app/domain/imports/guess-columns.ts';
import {
  COLUMNS_MOST,
  type ColumnUse,
  DELIMITERS,
  ENCODINGS,
  type FileRow,
  type Format,
  type Mapping,
} from '#app/domain/imports/import.ts';
import { guessDateOrder } from '#app/domain/imports/parse-date.ts';
import { importWords } from '#app/words/en/imports.ts';
import { type FieldErrors, one, type Typed } from '../form.ts';
import { columnField } from './column-letter.ts';

const words = importWords.mapping;

/** What the form begins with: what was said before, or what the file looks like. */
export function mappingGuess(input: {
  sample: readonly FileRow[];
  questions: readonly Question[];
  offer: Offer;
  timezone: string;
}): Mapping {
  const cells = input.sample.map((row) => row.cells);
  const hasHead = guessHead(cells);
  const rows = hasHead ? cells.slice(1) : cells;
  const columns = guessColumns(hasHead ? (cells[0] ?? []) : null, rows, input.questions);
  const dated = columns.indexOf('consent_at');
  return {
    columns,
    hasHead,
    dateOrder: guessDateOrder(dated < 0 ? [] : rows.map((row) => row[dated] ?? '')),
    timezone: input.timezone,
    region: input.offer.regions.length === 1 ? (input.offer.regions[0] ?? null) : null,
    offersWording: false,
  };
}

/** What the form says. Columns that it does not name are not taken. */
export function mappingOf(typed: Typed, offer: Offer, timezone: string) {
  const width = Math.min(COLUMNS_MOST, Number(one(typed, 'width')) || 0);
  const region = one(typed, 'region');
  return {
    columns: Array.from(
      { length: width },
      (_, at) => (one(typed, columnField(at)) || null) as ColumnUse | null,
    ),
    hasHead: one(typed, 'has_head') === 'yes',
    dateOrder: one(typed, 'date_order'),
    timezone,
    region: offer.regions.includes(region) ? region : null,
    offersWording: one(typed, 'offers_wording') === 'yes',
  };
}

/** What is wrong with the columns, in sentences, by the field of each. */
export function sayMappingErrors(errors: FieldErrors): FieldErrors {
  return Object.fromEntries(
    Object.keys(errors).map((path) => {
      const at = /^columns\.(\d+)$/.exec(path)?.[1];
      if (at !== undefined) return [columnField(Number(at)), words.errors.twice];
      return path === 'columns' ? [columnField(0), words.errors.contact] : [path, words.errors.use];
    }),
  );
}

const formatForm = z.object({
  encoding: z.enum(ENCODINGS).catch('utf-8'),
  delimiter: z.enum(DELIMITERS).catch(';'),
  sheet: z.coerce.number().int().min(0).max(200).catch(0),
});

/** How the file is to be read anew; its kind stays. */
export function formatOf(typed: Typed, kind: Format['kind']): Format {
  const said = formatForm.parse({
    encoding: one(typed, 'encoding'),
    delimiter: one(typed, 'delimiter') === 'tab' ? '\t' : one(typed, 'delimiter'),
    sheet: one(typed, 'sheet'),
  });
  if (kind === 'xlsx') return { kind, sheet: said.sheet };
  return { kind, encoding: said.encoding, delimiter: said.delimiter };
}
