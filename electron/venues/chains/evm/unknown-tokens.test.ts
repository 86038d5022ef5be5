import { decodeFunctionData, encodeAbiParameters, encodeFunctionResult, multicall3Abi } from 'viem';
import type { Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { EVM_CHAINS } from '../../../../shared/chains/evm-chains';
import { VenueFailure } from '../../reading/venue-failure';
import { HeldClock, never, TestLog } from '../testing/test-wallets';
import { MULTICALL3 } from './calls';
import { JsonRpc } from './json-rpc';
import { TokenDirectory } from './token-directory';
import { UnknownTokens } from './unknown-tokens';

const GOOD = '0x00000000000000000000000000000000000000aa';
const EVIL = '0x00000000000000000000000000000000000000ee';
const OTHER = '0x00000000000000000000000000000000000000bb';
const HOLDER = '0x00000000000000000000000000000000000000ff';
const SEVEN = encodeAbiParameters([{ type: 'uint256' }], [7n]);

/** `undefined`: the call fails. */
type Answer = Hex | undefined;

/**
 * A node with Multicall3 whose tokens all answer 7, except what `alone` and `among` say: what a contract
 * asked by itself gives, and what comes of calls that are made together.
 */
function tokensAt(settings: {
  readonly alone?: (target: string) => Answer | Promise<Answer>;
  readonly among?: (targets: readonly string[]) => readonly Answer[] | Promise<readonly Answer[]>;
}) {
  const [chain] = EVM_CHAINS;
  if (chain === undefined) throw new Error('no chain');
  const clock = new HeldClock();
  const log = new TestLog();
  const asked: string[][] = [];
  const { alone = () => SEVEN, among = (targets) => targets.map(() => SEVEN) } = settings;
  const call = async ({ to, data }: { to: string; data: Hex }): Promise<Answer> => {
    if (to !== MULTICALL3) {
      asked.push([to]);
      return alone(to);
    }
    const { args } = decodeFunctionData({ abi: multicall3Abi, data });
    const calls = args?.[0] as readonly { target: Hex }[];
    const targets = calls.map(({ target }) => target.toLowerCase());
    asked.push([...new Set(targets)]);
    const answers = await among(targets);
    return encodeFunctionResult({
      abi: multicall3Abi,
      functionName: 'aggregate3',
      result: answers.map((answer) => ({
        success: answer !== undefined,
        returnData: answer ?? '0x',
      })),
    });
  };
  interface Body {
    readonly id: number;
    readonly params: readonly [{ to: string; data: Hex }];
  }
  const answerTo = async ({ id, params }: Body) => {
    const result = await call(params[0]);
    return result === undefined ? { id, error: { code: 3, message: 'reverted' } } : { id, result };
  };
  const rpc = new JsonRpc(
    {
      url: 'https://node.example',
      host: 'node.example',
      request: ({ body }) =>
        Array.isArray(body) ? Promise.all(body.map(answerTo)) : answerTo(body as Body),
    },
    never,
  );
  const unknown = new UnknownTokens({ chain, clock, log }, new TokenDirectory(chain));
  const route = { hasMulticall: undefined };
  const read = async (...contracts: Hex[]) => {
    const balances = await unknown.read(contracts, { rpc, block: '0x1', address: HOLDER, route });
    return balances.map(({ code }) => `0x${code.split('0x')[1] ?? ''}`);
  };
  return { read, clock, asked, log };
}

describe('tokens that nobody vouches for', () => {
  it('are given up on by themselves, not because of one beside them', async () => {
    const { read } = tokensAt({
      // The first one takes the gas of those after it.
      among: (targets) => targets.map((target) => (target === GOOD ? SEVEN : undefined)),
      alone: (target) => (target === EVIL ? undefined : SEVEN),
    });
    expect(await read(GOOD, EVIL, OTHER)).toEqual([GOOD, OTHER]);
  });

  it('that make the node hang cost six seconds, and no other its reading but once', async () => {
    const { read, clock, asked } = tokensAt({
      among: (targets) =>
        targets.includes(EVIL) ? new Promise(() => clock.move(6000)) : seven(targets),
    });
    expect(await read(GOOD, EVIL, OTHER)).toEqual([]);
    for (let reading = 0; reading < 3; reading += 1)
      expect(await read(GOOD, OTHER, EVIL)).toEqual([GOOD, OTHER]);
    asked.length = 0;
    expect(await read(GOOD, EVIL, OTHER)).toEqual([GOOD, OTHER]);
    expect(asked.flat()).not.toContain(EVIL);
  });

  it('whose answers are more than can be taken are left out', async () => {
    const { read } = tokensAt({
      among: (targets) => {
        if (!targets.includes(EVIL)) return seven(targets);
        throw new VenueFailure('bad-response', 'it was too long');
      },
    });
    expect(await read(EVIL, GOOD)).toEqual([]);
    expect(await read(EVIL, GOOD)).toEqual([GOOD]);
  });

  it('are part of the next reading if they were never shown, else of a failure', async () => {
    let isDown = true;
    const { read } = tokensAt({
      among: (targets) => {
        if (isDown) throw new VenueFailure('network');
        return seven(targets);
      },
    });
    expect(await read(GOOD)).toEqual([]);
    isDown = false;
    expect(await read(GOOD)).toEqual([GOOD]);
    isDown = true;
    await expect(read(GOOD)).rejects.toMatchObject({ code: 'network' });
  });
});

function seven(targets: readonly string[]): readonly Answer[] {
  return targets.map(() => SEVEN);
}
