import { crc32 } from './crc32';
import { writeDurably } from './durable-files';
import { readJsonObject } from './json-file';

/** Writes an object as JSON with a checksum over it, whole or not at all. */
export async function writeChecked(
  file: string,
  content: Readonly<Record<string, unknown>>,
): Promise<void> {
  await writeDurably(file, JSON.stringify({ ...content, sum: sumOf(content) }));
}

/** The object that was written; `undefined` when the file is missing, unreadable or not what was written. */
export async function readChecked(
  file: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const found = await readJsonObject(file).catch(() => undefined);
  if (found === undefined) return undefined;
  const { sum, ...content } = found;
  return sum === sumOf(content) ? content : undefined;
}

function sumOf(content: Readonly<Record<string, unknown>>): number {
  return crc32(Buffer.from(JSON.stringify(content), 'utf8'));
}
