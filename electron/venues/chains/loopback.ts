/** True for addresses of servers that are on this machine, with no name and password in them. */
export function isLoopbackUrl(address: string): boolean {
  try {
    const { protocol, hostname, username, password } = new URL(address);
    const isLocal =
      ['localhost', '[::1]'].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname);
    return isLocal && /^https?:$/.test(protocol) && `${username}${password}` === '';
  } catch {
    return false;
  }
}
