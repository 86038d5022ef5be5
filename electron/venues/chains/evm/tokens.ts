import {
  decodeFunctionResult,
  encodeFunctionData,
  erc20Abi,
  erc20Abi_bytes32,
  formatUnits,
  hexToString,
  size,
  slice,
  trim,
  type Hex,
} from 'viem';
import type { TokenWords } from '../../../../shared/assets/asset';
import { decimal, ZERO, type Decimal } from '../../../../shared/base/decimal';
import { heldBalance } from '../../reading/balances';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { plainWords } from '../plain-words';
import type { CallOutcome, ContractCall } from './calls';

/** A token to be read. */
export interface Token {
  readonly contract: Hex;
  readonly decimals: number;
  /** The common code, or the CAIP-19 id. */
  readonly code: string;
  /** For tokens that are no common asset. */
  readonly words?: TokenWords;
}

/** What a contract says of itself. */
export interface TokenFacts {
  readonly decimals: number;
  readonly words: TokenWords;
}

/** An amount keeps at most 40 digits after the point, and no real token has more than 36. */
const MOST_DECIMALS = 36;
/** A contract can answer with megabytes; a word of 40 characters needs less than this. */
const LONGEST_ANSWER = 4096;

export function balanceCall(contract: Hex, address: Hex): ContractCall {
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'balanceOf', args: [address] });
  return { target: contract, data };
}

/** The balance in the token's smallest unit; `undefined` if that was no answer of a token. */
export function balanceOf(outcome: CallOutcome): bigint | undefined {
  return outcome === undefined || size(outcome) < 32 ? undefined : BigInt(slice(outcome, 0, 32));
}

/** Exactly so many whole tokens. */
export function inWhole(units: bigint, decimals: number): Decimal {
  return decimal(formatUnits(units, decimals));
}

/** A holding of a token; nothing of it is locked. */
export function tokenBalance({ code, decimals, words }: Token, units: bigint): VenueBalance {
  const holding = { accountType: 'wallet', code } as const;
  const balance = heldBalance(holding, inWhole(units, decimals), ZERO);
  return words === undefined ? balance : { ...balance, token: words };
}

/** Three questions that tell what a contract says of itself, for {@link factsOf}. */
export function factCalls(contract: Hex): readonly ContractCall[] {
  return (['decimals', 'symbol', 'name'] as const).map((functionName) => ({
    target: contract,
    data: encodeFunctionData({ abi: erc20Abi, functionName }),
  }));
}

/** `undefined` for contracts that do not say how many decimals they have: those are no ERC-20 tokens. */
export function factsOf(contract: Hex, outcomes: readonly CallOutcome[]): TokenFacts | undefined {
  const [decimals, symbol, name] = outcomes;
  if (decimals === undefined || size(decimals) !== 32) return undefined;
  const count = BigInt(decimals);
  if (count > MOST_DECIMALS) return undefined;
  const short = `${contract.slice(0, 6)}…${contract.slice(-4)}`;
  const called = wordsOf(symbol) ?? short;
  return { decimals: Number(count), words: { symbol: called, name: wordsOf(name) ?? called } };
}

/** Text, or 32 bytes of it as the oldest tokens answer. */
function wordsOf(outcome: CallOutcome): string | undefined {
  if (outcome === undefined || size(outcome) === 0 || size(outcome) > LONGEST_ANSWER)
    return undefined;
  try {
    const text =
      size(outcome) === 32
        ? hexToString(
            trim(
              decodeFunctionResult({
                abi: erc20Abi_bytes32,
                functionName: 'symbol',
                data: outcome,
              }),
              { dir: 'right' },
            ),
          )
        : decodeFunctionResult({ abi: erc20Abi, functionName: 'symbol', data: outcome });
    return plainWords(text);
  } catch {
    return undefined;
  }
}
