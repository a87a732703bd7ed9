import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

/**
 * Takes the last run's demo.json out of the way, because its presence says that the market is ready. It is kept beside
 * as demo.previous.json, where the seeder can find what it once gave out.
 */
export function putDemoFileAside(file) {
  if (existsSync(file)) renameSync(file, file.replace(/\.json$/, '.previous.json'));
}

/** The seeder's answer: its last line that is a JSON object. */
export function readSeedAnswer(stdout) {
  for (const line of stdout.trim().split('\n').reverse()) {
    try {
      const answer = JSON.parse(line);
      if (Array.isArray(answer?.accounts)) return answer;
    } catch {
      // Some other line.
    }
  }
  throw new Sentence(words.seedWithoutAnswer);
}

/** Appears whole or not at all, since others wait for it. */
export function writeDemoFile(file, content) {
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
