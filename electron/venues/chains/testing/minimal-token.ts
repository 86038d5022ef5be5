import { numberToHex, size, stringToHex, toFunctionSelector, type Hex } from 'viem';

/** What a token for tests says and does. */
export interface TestToken {
  readonly symbol: string;
  readonly name: string;
  readonly decimals: number;
  /** What asking for a balance does instead of answering. */
  readonly balanceOf?: 'reverts' | 'burns-gas';
  /** What its other functions, by signature, answer with, whatever they are given. */
  readonly answers?: Readonly<Record<string, bigint>>;
}

/** `Transfer(address,address,uint256)` */
const TRANSFER = 'ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';

/**
 * Runtime code of the smallest token that a wallet can tell from a real one, put together from EVM
 * opcodes (https://www.evm.codes). A balance is at the storage slot of the holder's address, so it can
 * be set from outside. `transfer` gives to anyone out of nothing, and says so in a log, as spam does.
 */
export function minimalToken({ symbol, name, decimals, balanceOf, answers }: TestToken): Hex {
  return assemble([
    ['balanceOf(address)', balanceCode(balanceOf)],
    ['decimals()', () => `60${byte(decimals)}${RETURN_WORD}`],
    ['symbol()', () => returnText(symbol)],
    ['name()', () => returnText(name)],
    ['transfer(address,uint256)', () => TRANSFER_CODE],
    ...Object.entries(answers ?? {}).map(([signature, value]) => {
      const word = numberToHex(value, { size: 32 }).slice(2);
      return [signature, () => `7f${word}${RETURN_WORD}`] as const;
    }),
  ]);
}

/** Code that answers every call with the same bytes, or reverts with them. */
export function constantAnswer(data: Hex, does: 'RETURN' | 'REVERT' = 'RETURN'): Hex {
  const length = word2(size(data));
  // PUSH2 length, PUSH2 15 (after this code), PUSH1 0, CODECOPY, PUSH2 length, PUSH1 0, RETURN or REVERT
  const end = does === 'RETURN' ? 'f3' : 'fd';
  return `0x61${length}61000f60003961${length}6000${end}${data.slice(2)}`;
}

/** MSTORE at 0 what is on the stack, and RETURN those 32 bytes. */
const RETURN_WORD = '60005260206000f3';

const TRANSFER_CODE = [
  '602435', // CALLDATALOAD the amount
  '600435', // CALLDATALOAD the receiver
  '8054820181', // its balance plus the amount
  '55', // SSTORE
  '81600052', // the amount as the log's data
  `337f${TRANSFER}`, // CALLER is the sender
  '60206000a3', // LOG3
  `6001${RETURN_WORD}`,
].join('');

type Body = (at: number) => string;

function balanceCode(instead: TestToken['balanceOf']): Body {
  if (instead === 'reverts') return () => '60006000fd';
  // JUMP to the JUMPDEST that the body begins with, for ever.
  if (instead === 'burns-gas') return (at) => `61${word2(at)}56`;
  return () => `60043554${RETURN_WORD}`;
}

/** A dispatcher as Solidity makes them: the selector is compared with each function's. */
function assemble(functions: readonly (readonly [signature: string, body: Body])[]): Hex {
  const dispatcherSize = 6 + functions.length * 11 + 4;
  let dispatcher = '60003560e01c';
  let bodies = '';
  for (const [signature, body] of functions) {
    const at = dispatcherSize + bodies.length / 2;
    const selector = toFunctionSelector(signature).slice(2);
    dispatcher += `8063${selector}1461${word2(at)}57`;
    bodies += `5b${body(at)}`;
  }
  return `0x${dispatcher}600080fd${bodies}`;
}

/** ABI-encoded text: offset, length, and as many words as it takes. */
function returnText(text: string): string {
  const hex = stringToHex(text).slice(2);
  const words = hex.match(/.{1,64}/g) ?? [];
  const stored = words.map(
    (part, index) => `7f${part.padEnd(64, '0')}61${word2(64 + index * 32)}52`,
  );
  const total = word2(64 + words.length * 32);
  return `602060005261${word2(hex.length / 2)}602052${stored.join('')}61${total}6000f3`;
}

function byte(value: number): string {
  return numberToHex(value, { size: 1 }).slice(2);
}

function word2(value: number): string {
  return numberToHex(value, { size: 2 }).slice(2);
}
