import { CREDENTIAL_FIELDS, type Credentials } from '../../shared/portfolio/venue';

/** The text of an entry in the keychain: a JSON object of the parts that there are. */
export function writtenCredentials(credentials: Credentials): string {
  const given = CREDENTIAL_FIELDS.filter((field) => credentials[field] !== undefined);
  return JSON.stringify(Object.fromEntries(given.map((field) => [field, credentials[field]])));
}

/** Reads an entry back; `undefined` for one that has no part of a key in it, or is no entry of ours. */
export function readCredentials(text: string): Credentials | undefined {
  const parsed = parseObject(text);
  if (parsed === undefined) return undefined;
  const credentials: Partial<Record<keyof Credentials, string>> = {};
  for (const field of CREDENTIAL_FIELDS) {
    const value: unknown = Reflect.get(parsed, field);
    if (value === undefined) continue;
    if (typeof value !== 'string') return undefined;
    credentials[field] = value;
  }
  return Object.keys(credentials).length === 0 ? undefined : credentials;
}

function parseObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}
