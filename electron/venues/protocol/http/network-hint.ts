/** For an answer that a hotel's or a café's network may have given instead of the server. */
export const SIGN_IN =
  'Open any page in the browser: the network may want you to sign in first. Otherwise the server has moved.';

const CERTIFICATE =
  'Something on the way answered in place of the server: a network that wants you to sign in, a company’s proxy or an antivirus program. Nothing was told to it. Sign in to the network, or use another one.';
const CERTIFICATE_TIME =
  'The server’s certificate is not valid at this computer’s time. Check the date and the time; if they are right, the network or the server is at fault.';
const NAME =
  'The server’s name could not be looked up. Check the network connection, a VPN, or its name server (DNS).';

/** System errors by name: https://nodejs.org/api/errors.html, https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const HINTS: Readonly<Record<string, string>> = {
  ENOTFOUND: NAME,
  EAI_AGAIN: NAME,
  EAI_FAIL: NAME,
  ECONNREFUSED:
    'Nothing answers at the server’s address: it may be down, or a firewall of this network closes the way.',
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
  CERT_UNTRUSTED: CERTIFICATE,
  CERT_SIGNATURE_FAILURE: CERTIFICATE,
  ERR_TLS_CERT_ALTNAME_INVALID: CERTIFICATE,
  ERR_SSL_WRONG_VERSION_NUMBER: CERTIFICATE,
  EPROTO: CERTIFICATE,
  CERT_HAS_EXPIRED: CERTIFICATE_TIME,
  CERT_NOT_YET_VALID: CERTIFICATE_TIME,
};

/** What the user can do about a connection that was not made, by the system's name of the error. */
export function networkHint(code: string): string | undefined {
  return Object.hasOwn(HINTS, code) ? HINTS[code] : undefined;
}
