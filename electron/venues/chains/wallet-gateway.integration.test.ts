import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { failureIn, never, NO_SETTINGS, TestWallets } from './testing/test-wallets';

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:1';

function walletsWithoutServers(): TestWallets {
  const wallets = new TestWallets();
  const endpoints = { bitcoin: [NOWHERE], ethereum: [NOWHERE], solana: [NOWHERE] };
  wallets.settings = { ...NO_SETTINGS, endpoints };
  return wallets;
}

describe('wallets of every family', () => {
  it.each([
    ['bitcoin', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    ['ethereum', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
    ['solana', 'So11111111111111111111111111111111111111112'],
  ])('on %s are read from the servers that the user set', async (venue, address) => {
    const wallets = walletsWithoutServers();
    const session = wallets.open(address, { venue });
    const failure = failureIn(await session.read('wallet', never));
    expect(failure.code).toBe('network');
    expect(failure.message).toContain('127.0.0.1:1');
    expect(failure.hint).toContain('in Settings');
    await wallets.gateway.close();
  });

  it.each([
    ['vitalik.eth', 'Ethereum'],
    ['bonfida.sol', 'Solana'],
  ])('may be named: %s is asked for at %s', async (name, chain) => {
    const wallets = walletsWithoutServers();
    const resolved = await wallets.gateway.resolveName(name, never);
    expect(resolved).toMatchObject({ ok: false, failure: { code: 'network' } });
    expect(resolved.ok ? '' : resolved.failure.message).toContain(
      `${chain} could not be reached for the name ${name}`,
    );
    await wallets.gateway.close();
  });

  it('resolves names while four wallets are being read', async () => {
    const asked: string[] = [];
    const server = createServer((request) => {
      asked.push(request.url ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const wallets = new TestWallets();
    wallets.settings = { ...NO_SETTINGS, endpoints: { ethereum: [url] } };
    const readings = [1, 2, 3, 4].map(() =>
      wallets
        .open('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', { venue: 'ethereum' })
        .read('wallet', never),
    );
    await vi.waitFor(() => expect(asked).toHaveLength(4), { timeout: 15_000 });
    const named = wallets.gateway.resolveName('vitalik.eth', never);
    await vi.waitFor(() => expect(asked).toHaveLength(5), { timeout: 15_000 });
    await wallets.gateway.close();
    await Promise.all([...readings, named]);
    server.closeAllConnections();
    server.close();
  });
});
