/** How a token begins that is signed with the key: `{"`, in base64 (RFC 7519). */
const TOKEN_IN_JSON = '"eyJ';
/** Headers that hold a token or a signature, where the key itself is not sent as it is. */
const TOKEN_HEADERS = new Set(['authorization', 'token', 'x-access-token']);
/** Half a character of two, which no server is sent as such. */
const HALF_CHARACTER = /\p{Surrogate}/gu;
const REPLACEMENT = '\uFFFD';

/**
 * Whether a request shows a key: a part of it, which all venues want beside the signature, or a token. ccxt
 * says nowhere which of its calls it signs.
 * @param secrets the parts of the key; an empty one stands in no request
 */
export function isSigned(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
  secrets: readonly string[],
): boolean {
  const parts = secrets.filter((secret) => secret !== '');
  if (parts.length === 0) return false;
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  if (names.some((name) => TOKEN_HEADERS.has(name))) return true;
  const sent = [url, ...Object.values(headers), typeof body === 'string' ? body : ''];
  if (sent.some((text) => text.includes(TOKEN_IN_JSON))) return true;
  return parts.some((part) =>
    formsOf(part).some((form) => sent.some((text) => text.includes(form))),
  );
}

/** A part of a key as it may stand in a request: as it is, or percent-encoded as addresses are. */
function formsOf(part: string): readonly string[] {
  return [part, encodeURIComponent(part.replace(HALF_CHARACTER, REPLACEMENT))];
}
