import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A folder of its own for one test's database, log and settings. */
export function makeDataFolder(): Promise<string> {
  return mkdtemp(path.join(os.tmpdir(), 'portolan-e2e-'));
}

export async function removeDataFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Every file below a folder, whatever it is for. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** How a text may stand in a file: as it is, as the browser keeps strings, or encoded. */
function spellings(text: string): Buffer[] {
  const plain = Buffer.from(text, 'utf8');
  return [
    plain,
    Buffer.from(text, 'utf16le'),
    Buffer.from(plain.toString('base64')),
    Buffer.from(plain.toString('hex')),
    Buffer.from(encodeURIComponent(text)),
  ];
}

/** The files below a folder that hold one of the texts in any spelling. */
export async function filesHolding(folder: string, texts: readonly string[]): Promise<string[]> {
  const wanted = texts.flatMap(spellings);
  const files = await filesIn(folder);
  const found: string[] = [];
  for (const file of files) {
    // Files come and go while the app runs.
    const content = await readFile(file).catch(() => Buffer.alloc(0));
    if (wanted.some((spelling) => content.includes(spelling)))
      found.push(path.relative(folder, file));
  }
  return found;
}
