import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * With what Node runs a part of the product: flags and variables stand once, in the scripts of package.json, and whoever starts a
 * part without npm reads them there.
 * @param {string} root of the project
 * @param {'serve' | 'work'} script
 * @returns {string[]}
 */
export function nodeFlags(root, script) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [, flags = ''] = /\bnode((?: --\S+)*) \S+$/.exec(scripts[script]) ?? [];
  return flags.split(' ').filter(Boolean);
}

/**
 * Under which variables it runs a part: those of the same scripts.
 * @param {string} root of the project
 * @param {'serve' | 'work'} script
 * @returns {Record<string, string>}
 */
export function nodeVariables(root, script) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [variables = ''] = /^(?:\w+=\S* )*/.exec(scripts[script]) ?? [];
  return Object.fromEntries(
    variables
      .split(' ')
      .filter(Boolean)
      .map((one) => one.split('=', 2)),
  );
}
