import { createBase58check } from '@scure/base';
import { sha256 } from '@noble/hashes/sha2';
import { afterEach, describe, expect, it } from 'vitest';
import { customEvmChain } from '../../../shared/chains/evm-chains';
import type { AccountMarks } from '../../engine/ports/exchanges';
import { contains, overlaps } from '../../engine/connections/same-accounts';
import { NO_SETTINGS, TestWallets } from './testing/test-wallets';

// https://github.com/bitcoin/bips/blob/master/bip-0084.mediawiki#test-vectors (the zpub: SLIP-132)
const ZPUB =
  'zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs';
const FIRST = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
const PUBLIC_KEY = '0330d54fd0dd420a6e5f8d3624f5f3482cae350f79d5f0753bf5beef9c2d91af3c';
const EVM = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';
const SOLANA = 'So11111111111111111111111111111111111111112';

const base58check = createBase58check(sha256);
/** The same key with the version bytes that say less: https://github.com/satoshilabs/slips/blob/master/slip-0132.md */
const XPUB = base58check.encode(
  Uint8Array.of(0x04, 0x88, 0xb2, 0x1e, ...base58check.decode(ZPUB).slice(4)),
);

const wallets = new TestWallets();
afterEach(() => wallets.gateway.close());

/** What a wallet is known by. Nobody is asked for it: nothing listens anywhere. */
async function marksOf(address: string, venue: string): Promise<AccountMarks> {
  const marks = await wallets.open(address, { venue }).marks();
  if (!marks.ok) throw new Error(marks.failure.message);
  return marks.value;
}

describe('one wallet, however it is written', () => {
  it.each([
    ['bitcoin', FIRST, FIRST.toUpperCase()],
    ['bitcoin', FIRST, `bitcoin:${FIRST}?amount=1`],
    ['bitcoin', FIRST, ` ${FIRST} `],
    ['bitcoin', FIRST, `addr(${FIRST})`],
    ['bitcoin', FIRST, `wpkh(${PUBLIC_KEY})`],
    ['bitcoin', FIRST, `wpkh([00000000/84h/0h/0h]${XPUB}/0/0)`],
    ['bitcoin', ZPUB, `wpkh(${XPUB}/<0;1>/*)`],
    ['bitcoin', ZPUB, `wpkh(${XPUB}/1/*) wpkh(${XPUB}/0/*)`],
    ['bitcoin', ZPUB, `[73c5da0a/84'/0'/0']${ZPUB}`],
    ['ethereum', EVM, EVM.toLowerCase()],
    ['ethereum', EVM, `0x${EVM.slice(2).toUpperCase()}`],
    ['ethereum', EVM, ` ${EVM}\n`],
    ['polygon', EVM, EVM.toLowerCase()],
    ['solana', SOLANA, ` ${SOLANA} `],
  ])('on %s: %s and %s', async (venue, one, other) => {
    expect(await marksOf(other, venue)).toEqual(await marksOf(one, venue));
  });

  it.each([
    ['a key and one of its addresses', ZPUB, FIRST],
    ['a key that says nothing of its addresses, and the same that does', XPUB, ZPUB],
    ['a descriptor and one of its addresses', `wpkh(${XPUB}/0/*)`, FIRST],
    ['a key and the descriptor of its change', ZPUB, `wpkh(${XPUB}/1/*)`],
  ])('is part of another: %s', async (_name, whole, part) => {
    const [more, fewer] = await Promise.all([marksOf(whole, 'bitcoin'), marksOf(part, 'bitcoin')]);
    expect([contains(more, fewer), contains(fewer, more)]).toEqual([true, false]);
  });

  it('is not another kind of address of the same key', async () => {
    const [one, other] = await Promise.all(
      [`wpkh(${XPUB}/0/*)`, `pkh(${XPUB}/0/*)`].map((each) => marksOf(each, 'bitcoin')),
    );
    expect(overlaps(one ?? new Set(), other ?? new Set())).toBe(false);
  });

  it('has other coins on another chain', async () => {
    wallets.settings = {
      ...NO_SETTINGS,
      customChains: [
        customEvmChain({
          ...{ id: 'evm4242', name: 'Own', chainId: 4242, nativeCode: 'ETH' },
          endpoints: ['http://127.0.0.1:1'],
        }),
      ],
    };
    const chains = ['ethereum', 'arbitrum', 'polygon', 'evm4242'];
    const marks = await Promise.all(chains.map((venue) => marksOf(EVM, venue)));
    expect(new Set(marks.flatMap((each) => [...each])).size).toBe(chains.length);
  });
});
