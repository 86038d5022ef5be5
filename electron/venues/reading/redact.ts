import { withoutTrailing } from '../../../shared/base/without-trailing';

const MASK = '***';
const SHORTEST_SECRET = 4;
const LONGEST_DETAIL = 160;
/** Nobody reads more of one message, and what is looked at must not grow with what a stranger sends. */
const LONGEST_TEXT = 16 * 1024;
/** No key, token or address is longer than what is dropped where a text was cut, so none is left in half. */
const DROPPED_AT_CUT = 512;

// Each of these takes time that grows with the text and no faster; patterns.test.ts tries to break them.
/** Addresses with a query, which is where signatures and tokens are. */
const QUERY = /\?[^\s"'<>)]*/g;
/** Looked for from the beginnings of words only, and to their ends. */
const EMAIL = /(?<![^\s@"'<>])[^\s@"'<>]+@[^\s@"'<>]+\.[a-z]{2,}[^\s@"'<>]*/gi;
/** `name=value`, `name: value` and `"name":"value"` of what is secret. */
const NAMED_SECRET =
  /((?:api[-_]?(?:key|sign)|access[-_](?:key|sign|passphrase)|mbx-apikey|bapi-sign|signature|sign|secret|passphrase|password|token|listen[-_]?key|nonce|authorization)["']?\s*[:=]\s*["']?(?:bearer\s+)?)[^\s"'&,;})\]]+/gi;
/** Anything as long and as mixed as a key, a signature or a token. */
const KEY_LIKE = /[A-Za-z0-9+/_=-]{24,}/g;

/**
 * Removes what is secret or personal from text that may be shown or logged: the secrets given (also
 * where they are percent-encoded), queries of addresses, signatures, tokens, and email addresses. Of a
 * very long text the beginning is kept.
 */
export function redact(text: string, secrets: Iterable<string> = []): string {
  const forms = formsOf(secrets);
  const margin = Math.max(DROPPED_AT_CUT, forms[0]?.length ?? 0);
  if (text.length <= LONGEST_TEXT + margin) return mask(text, forms);
  // A secret that begins in what is kept is seen whole; one cut in two ends in what is dropped.
  const seen = mask(text.slice(0, LONGEST_TEXT + margin), forms);
  return `${seen.slice(0, -margin)}… (cut, ${text.length} characters)`;
}

/** Longest first: a secret that contains another must not leave its rest behind. */
function formsOf(secrets: Iterable<string>): readonly string[] {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    forms.add(secret).add(percentEncoded(secret)).add(JSON.stringify(secret).slice(1, -1));
  }
  return [...forms].sort((a, b) => b.length - a.length);
}

/** Half a character of two has no encoding, and nothing can have sent it as one. */
function percentEncoded(secret: string): string {
  try {
    return encodeURIComponent(secret);
  } catch {
    return secret;
  }
}

function mask(text: string, forms: readonly string[]): string {
  let result = text;
  for (const form of forms) result = result.replaceAll(form, MASK);
  return result
    .replace(QUERY, '')
    .replace(NAMED_SECRET, `$1${MASK}`)
    .replace(EMAIL, MASK)
    .replace(KEY_LIKE, MASK);
}

/** A venue's own words, fit to be put into a sentence: redacted, on one line, and not too long. */
export function redactDetail(text: string, secrets: Iterable<string> = []): string {
  const line = withoutTrailing(redact(text, secrets).replace(/\s+/g, ' ').trim(), '. ');
  return line.length <= LONGEST_DETAIL ? line : `${line.slice(0, LONGEST_DETAIL - 1)}…`;
}
