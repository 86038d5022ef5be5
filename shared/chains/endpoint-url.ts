const PRIVATE_IPV4 = /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.)/;
const LOCAL_NAME = /^localhost$|\.local$|\.lan$|\.home\.arpa$|\.internal$/;
const LOCAL_IPV6 = /^\[(::1|f[cd][0-9a-f]{2}:.*|fe80:.*)\]$/;

/**
 * Whether a server may be asked about the user's addresses: over https anywhere; over plain http, which
 * anyone on the way can read and falsify, only on this machine or in a private network (RFC 1918,
 * RFC 4193, RFC 6762).
 */
export function isAllowedEndpoint(text: string): boolean {
  const match =
    /^(https?):\/\/(?:[^/?#@]*@)?(\[[0-9a-f:.]+\]|[^/?#:@]+)(?::\d{1,5})?(?:[/?#]|$)/i.exec(text);
  if (match === null) return false;
  const [, scheme = '', host = ''] = match;
  if (scheme.toLowerCase() === 'https') return true;
  const name = host.toLowerCase();
  const isIpv4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(name);
  return (isIpv4 && PRIVATE_IPV4.test(name)) || LOCAL_NAME.test(name) || LOCAL_IPV6.test(name);
}
