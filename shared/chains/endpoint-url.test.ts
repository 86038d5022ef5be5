import { describe, expect, it } from 'vitest';
import { isAllowedEndpoint } from './endpoint-url';

describe('servers that may be asked about addresses', () => {
  it.each([
    'https://mempool.space/api',
    'https://user:word@node.example:8443/rpc',
    'http://127.0.0.1:8545',
    'http://localhost:3000/api',
    'http://umbrel.local:3006/api',
    'http://192.168.1.20:8332',
    'http://172.20.0.4',
    'http://[::1]:8545',
    'http://[fd12:3456::1]:8545/',
  ])('%s may', (url) => expect(isAllowedEndpoint(url)).toBe(true));

  it.each([
    'http://mempool.space/api',
    'http://8.8.8.8:8545',
    'http://172.32.0.1',
    'http://127.0.0.1.example.com',
    'http://127.0.0.1@example.com/',
    'http://10.example.com',
    'http://[2001:db8::1]:8545',
    'ws://127.0.0.1:8545',
    'file:///etc/passwd',
    'node.example',
    '',
  ])('%s may not', (url) => expect(isAllowedEndpoint(url)).toBe(false));
});
