import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';

/** A word that stands in no other text, and how it may be written down. */
type Form = { readonly name: string; readonly bytes: Buffer };

/** Base64 cuts a text into threes: what surely stands of it, wherever it begins. */
function base64Cores(text: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), text])
      .toString('base64')
      .replace(/=+$/, '');
    const from = Math.ceil((offset * 8) / 6);
    const bits = (offset + text.length) * 8;
    return whole.slice(from, Math.floor(bits / 6));
  });
}

/** The spellings in which a text could lie anywhere. Letters of hexadecimal are lower case here; so is what is searched for them. */
export function formsOf(texts: readonly string[]): Form[] {
  return texts.flatMap((text) => {
    const spellings = [...new Set([text, text.toLowerCase(), text.toUpperCase()])];
    return spellings.flatMap((spelling) => {
      const bytes = Buffer.from(spelling);
      const json = [...spelling]
        .map((sign) => (sign < '\u0080' ? sign : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`))
        .join('');
      return [
        { name: 'as it is', bytes },
        { name: 'in hexadecimal', bytes: Buffer.from(bytes.toString('hex')) },
        { name: 'in JSON', bytes: Buffer.from(json) },
        { name: 'in a URL', bytes: Buffer.from(encodeURIComponent(spelling)) },
        { name: 'in UTF-16', bytes: Buffer.from(spelling, 'utf16le') },
        ...base64Cores(bytes).map((core) => ({ name: 'in base64', bytes: Buffer.from(core) })),
      ];
    });
  });
}

/** The forms that stand in the bytes, with what is around the first of each. */
export function findIn(bytes: Buffer, forms: readonly Form[]): string[] {
  return forms.flatMap(({ name, bytes: form }) => {
    const at = bytes.indexOf(form);
    if (at < 0) return [];
    const around = bytes.subarray(Math.max(0, at - 40), at + 60).toString('latin1');
    return [`${name}: ${JSON.stringify(around)}`];
  });
}

/** Searches all files of a folder but those of `except`. */
export function findInFolder(
  dir: string,
  forms: readonly Form[],
  except: readonly string[],
): { found: string[]; bytes: number } {
  const found: string[] = [];
  let bytes = 0;
  const walk = (folder: string) => {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (except.includes(path)) continue;
      // A running database removes files while they are listed.
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat?.isDirectory()) walk(path);
      if (!stat?.isFile() || stat.size === 0) continue;
      const content = readFileSync(path);
      bytes += content.length;
      for (const leak of findIn(content, forms)) found.push(`${path.slice(dir.length)} ${leak}`);
    }
  };
  walk(dir);
  return { found, bytes };
}

/** Searches a copy of every table, the queue's among them. */
export async function findInTables(
  owner: Pick<pg.Pool, 'query'>,
  forms: readonly Form[],
): Promise<{ found: string[]; tables: number; rows: number }> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  let count = 0;
  for (const { name } of tables) {
    const { rows } = await owner.query<{ copy: string }>(`SELECT t::text AS copy FROM ${name} t`);
    count += rows.length;
    const copy = Buffer.from(rows.map((row) => row.copy).join('\n'));
    for (const leak of findIn(copy, forms)) found.push(`${name} ${leak}`);
  }
  return { found, tables: tables.length, rows: count };
}
