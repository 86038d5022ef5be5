import { readFile } from 'node:fs/promises';
import { isMissing } from './durable-files';

/** A JSON object from a file; `undefined` when the file is missing or does not hold one. */
export async function readJsonObject(
  file: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  let content: string;
  try {
    content = await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  return parseJsonObject(content);
}

export function parseJsonObject(content: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    return Object.fromEntries(Object.entries(parsed));
  } catch {
    return undefined;
  }
}
