const MASK = '***';
const SHORTEST_SECRET = 4;
const LONGEST_DETAIL = 160;

/** Addresses with a query, which is where signatures and tokens are. */
const QUERY = /\?[^\s"'<>)]*/g;
const EMAIL = /[^\s@"'<>]+@[^\s@"'<>]+\.[a-z]{2,}/gi;
/** `name=value`, `name: value` and `"name":"value"` of what is secret. */
const NAMED_SECRET =
  /((?:api[-_]?(?:key|sign)|access[-_](?:key|sign|passphrase)|mbx-apikey|bapi-sign|signature|sign|secret|passphrase|password|token|listen[-_]?key|nonce|authorization)["']?\s*[:=]\s*["']?(?:bearer\s+)?)[^\s"'&,;})\]]+/gi;
/** Anything as long and as mixed as a key, a signature or a token. */
const KEY_LIKE = /[A-Za-z0-9+/_=-]{24,}/g;

/**
 * Removes what is secret or personal from text that may be shown or logged: the secrets given (also
 * where they are percent-encoded), queries of addresses, signatures, tokens, and email addresses.
 */
export function redact(text: string, secrets: Iterable<string> = []): string {
  let result = text;
  const known = [...secrets].filter((secret) => secret.length >= SHORTEST_SECRET);
  // Longest first: a secret that contains another must not leave its rest behind.
  for (const secret of known.sort((a, b) => b.length - a.length))
    for (const form of new Set([
      secret,
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ]))
      result = result.replaceAll(form, MASK);
  return result
    .replace(QUERY, '')
    .replace(NAMED_SECRET, `$1${MASK}`)
    .replace(EMAIL, MASK)
    .replace(KEY_LIKE, MASK);
}

/** A venue's own words, fit to be put into a sentence: redacted, on one line, and not too long. */
export function redactDetail(text: string, secrets: Iterable<string> = []): string {
  const line = redact(text, secrets)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.\s]+$/, '');
  return line.length <= LONGEST_DETAIL ? line : `${line.slice(0, LONGEST_DETAIL - 1)}…`;
}
