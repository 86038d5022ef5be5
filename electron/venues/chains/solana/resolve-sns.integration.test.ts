import { ed25519 } from '@noble/curves/ed25519';
import { base58 } from '@scure/base';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSolana, type SimulatedSolana } from '../../../simulator/solana/solana-server';
import { systemClock } from '../../../timing/system-clock';
import { createEndpointPool } from '../endpoints';
import { addressBytes } from './addresses';
import { NAME_PROGRAM, nameAccounts, REGISTRATION_PROGRAM, SOL_CLASS } from './name-accounts';
import { resolveSnsAt } from './resolve-sns';

const PARENT = '58PwtjSDuFHuUkYjH9BYnnQKHfwo9reZhC2zMJv9JPkx';
const TOKENIZER = 'nftD3vbNkNqfj2Sd3HZwbpw4BxxKWr4AjGb9X38JeZk';
const MOVED_AT = 452_825_395;
const NOW = 1_800_000_000_000;
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const ownerKey = Uint8Array.from({ length: 32 }, (_, at) => at + 1);
const owner = base58.encode(ed25519.getPublicKey(ownerKey));
const target = base58.encode(ed25519.getPublicKey(Uint8Array.from({ length: 32 }, () => 7)));
const accounts = nameAccounts('bonfida');

let solana: SimulatedSolana;
beforeEach(async () => {
  solana = await startSolana({ slot: MOVED_AT });
});
afterEach(() => solana.stop());

function resolve(name: string): Promise<string> {
  const urls = () => [solana.url];
  const endpoints = createEndpointPool({ name: 'Solana', urls, clock: systemClock, log: silent });
  return resolveSnsAt(() => NOW)(name, { endpoints, signal: new AbortController().signal });
}

const bytes = (...parts: (Uint8Array | readonly number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => Uint8Array.from(part)));
const refused = (detail: string) =>
  expect.objectContaining({ code: 'invalid-input', detail: expect.stringContaining(detail) });

/** Parent, owner and class, then data. */
function setName(address: string, nameOwner: string, data: Uint8Array = new Uint8Array()): void {
  const header = bytes(addressBytes(PARENT), addressBytes(nameOwner), new Uint8Array(32));
  solana.setAccount(address, { owner: NAME_PROGRAM, data: bytes(header, data) });
}

/** Kinds of signatures and length; who signed, who confirmed, and the target. */
function secondRecord(signer: string, confirmed: string, content: string, signed = 1): Uint8Array {
  const header = [signed, 0, signed, 0, 32, 0, 0, 0];
  return bytes(header, ...[signer, confirmed, content].map(addressBytes));
}

function firstRecord(content: string, key: Uint8Array): Uint8Array {
  const message = Buffer.from(bytes(addressBytes(content), addressBytes(accounts.firstRecord)));
  const signature = ed25519.sign(new TextEncoder().encode(message.toString('hex')), key);
  return bytes(addressBytes(content), signature);
}

function setRegistration(nameOwner: string, expiry: bigint, kind = 0): void {
  const data = Buffer.alloc(75);
  data[0] = 2;
  data.set(addressBytes(SOL_CLASS), 1);
  data[33] = kind;
  data.set(addressBytes(nameOwner), 34);
  data.writeBigInt64LE(expiry, 67);
  solana.setAccount(accounts.registration ?? '', { owner: REGISTRATION_PROGRAM, data });
}

describe('names of the name service', () => {
  test('lead to their owner', async () => {
    setName(accounts.domain, owner);
    expect(await resolve(' Bonfida.sns ')).toBe(owner);
    expect(solana.requests).toEqual(['getMultipleAccounts']);
  });

  test('below others do too', async () => {
    setName(nameAccounts('dex.bonfida').domain, owner);
    expect(await resolve('dex.bonfida.sns')).toBe(owner);
  });

  test('that nobody has lead nowhere', async () => {
    await expect(resolve('bonfida.sns')).rejects.toEqual(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  test('lead where a record says that owner and target signed', async () => {
    setName(accounts.domain, owner);
    setName(accounts.secondRecord, owner, secondRecord(owner, target, target));
    expect(await resolve('bonfida.sns')).toBe(target);
  });

  test('lead to their owner when the record is of the one before', async () => {
    setName(accounts.domain, owner);
    setName(accounts.secondRecord, target, secondRecord(target, target, target));
    expect(await resolve('bonfida.sns')).toBe(owner);
  });

  test.each([
    ['not signed', secondRecord(owner, target, target, 0)],
    ['never confirmed', secondRecord(owner, owner, target)],
    ['not signed', bytes([1, 0])],
  ])('are refused when the record is %s', async (why, record) => {
    setName(accounts.domain, owner);
    setName(accounts.secondRecord, owner, record);
    await expect(resolve('bonfida.sns')).rejects.toEqual(refused(why));
  });

  test('lead where an older record says that the owner signed', async () => {
    setName(accounts.domain, owner);
    setName(accounts.firstRecord, owner, firstRecord(target, ownerKey));
    expect(await resolve('bonfida.sns')).toBe(target);
    const other = Uint8Array.from({ length: 32 }, () => 9);
    setName(accounts.firstRecord, owner, firstRecord(target, other));
    expect(await resolve('bonfida.sns')).toBe(owner);
  });

  test('that were made tokens are refused', async () => {
    setName(accounts.domain, owner);
    solana.setAccount(accounts.token, { owner: TOKENIZER, data: bytes([2, 255]) });
    await expect(resolve('bonfida.sns')).rejects.toEqual(refused('token'));
  });

  test('that a program owns are refused', async () => {
    setName(accounts.domain, SOL_CLASS);
    await expect(resolve('bonfida.sns')).rejects.toEqual(refused('program'));
  });

  test('count only in accounts of its program', async () => {
    const data = bytes(addressBytes(PARENT), addressBytes(owner), new Uint8Array(32));
    solana.setAccount(accounts.domain, { owner: REGISTRATION_PROGRAM, data });
    await expect(resolve('bonfida.sns')).rejects.toEqual(
      expect.objectContaining({ code: 'not-found' }),
    );
  });
});

describe('.sol names', () => {
  test('were those of the name service until they moved', async () => {
    setName(accounts.domain, owner);
    solana.setSlot(MOVED_AT - 1);
    expect(await resolve('bonfida.sol')).toBe(owner);
    solana.setSlot(MOVED_AT);
    await expect(resolve('bonfida.sol')).rejects.toEqual(
      expect.objectContaining({
        code: 'not-found',
        detail: expect.stringContaining('.sns'),
        extra: { hint: expect.stringContaining('bonfida.sns') },
      }),
    );
  });

  test('are since then those of the registration service', async () => {
    setRegistration(owner, 0n);
    expect(await resolve('bonfida.sol')).toBe(owner);
    setRegistration(owner, BigInt(NOW / 1000 + 1));
    expect(await resolve('bonfida.sol')).toBe(owner);
  });

  test('that have expired lead nowhere', async () => {
    setRegistration(owner, BigInt(NOW / 1000));
    await expect(resolve('bonfida.sol')).rejects.toEqual(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  test('are refused when the registries disagree', async () => {
    setRegistration(owner, 0n);
    setName(accounts.domain, owner);
    expect(await resolve('bonfida.sol')).toBe(owner);
    setName(accounts.domain, target);
    await expect(resolve('bonfida.sol')).rejects.toEqual(refused('disagree'));
  });

  test('that were made tokens are refused', async () => {
    setRegistration(owner, 0n, 1);
    await expect(resolve('bonfida.sol')).rejects.toEqual(refused('token'));
  });
});

test.each(['bonfida', 'bonfida.eth', '.sol', 'a.b.c.sol'])('%s is no name', async (name) => {
  await expect(resolve(name)).rejects.toEqual(expect.objectContaining({ code: 'invalid-input' }));
});
