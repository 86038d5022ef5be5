import { base58 } from '@scure/base';
import { ChainServer, type ChainRequest, type SimulatedChainServer } from '../esplora/chain-server';
import {
  accountAnswer,
  stakeAnswer,
  tokenAnswer,
  type SolanaAccount,
  type SolanaStake,
  type SolanaTokenAccount,
  type TokenProgram,
} from './solana-accounts';

export interface RpcError {
  readonly code: number;
  readonly message: string;
  readonly data?: unknown;
}

export interface SolanaOptions {
  readonly slot?: number;
  /** Any free port unless told. */
  readonly port?: number;
}

/** Its requests are named by their method: `getBalance`. */
export interface SimulatedSolana extends SimulatedChainServer {
  /** @param lamports decimal text */
  setBalance(address: string, lamports: string): void;
  /** Adds a token account, or changes the one with its address. */
  setToken(account: SolanaTokenAccount): void;
  setStake(stake: SolanaStake): void;
  setAccount(address: string, account: SolanaAccount): void;
  setSlot(slot: number): void;
  /** Answers one method as a server that is so many slots behind (or none, again). */
  lag(method: string, slots: number): void;
  /** Answers a method with an error so many times; for ever unless told. */
  refuse(method: string, error: RpcError, count?: number): void;
}

const TOKEN_PROGRAMS: Readonly<Record<string, TokenProgram>> = {
  TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA: 'spl-token',
  TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb: 'spl-token-2022',
};
const STAKE_PROGRAM = 'Stake11111111111111111111111111111111111111';
const OFFSETS: Readonly<Record<number, 'staker' | 'withdrawer'>> = {
  12: 'staker',
  44: 'withdrawer',
};
const MOST_ACCOUNTS = 100;

/**
 * Starts a server that speaks Solana's JSON-RPC as far as wallets are read with it, on loopback
 * (https://solana.com/docs/rpc/http). Lamports are JSON numbers with all digits.
 */
export async function startSolana(options: SolanaOptions = {}): Promise<SimulatedSolana> {
  const solana = new SolanaServer(options);
  await solana.listen(options.port ?? 0);
  return solana;
}

interface Call {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
}

/** An answer of a method, as JSON text, or why there is none. */
type Outcome = { readonly value: string } | { readonly error: RpcError };

class SolanaServer extends ChainServer implements SimulatedSolana {
  private slot: number;
  private readonly balances = new Map<string, string>();
  private readonly tokens = new Map<string, SolanaTokenAccount>();
  private readonly stakes = new Map<string, SolanaStake>();
  private readonly accounts = new Map<string, SolanaAccount>();
  private readonly lags = new Map<string, number>();
  private readonly refusals = new Map<string, { error: RpcError; left: number }>();

  constructor({ slot = 300_000_000 }: SolanaOptions) {
    super({
      base: '',
      nameOf: ({ body }) => parseCall(body).method,
      answer: (request) => this.answer(request),
    });
    this.slot = slot;
  }

  setBalance(address: string, lamports: string): void {
    this.balances.set(address, lamports);
  }

  setToken(account: SolanaTokenAccount): void {
    this.tokens.set(account.address, account);
  }

  setStake(stake: SolanaStake): void {
    this.stakes.set(stake.address, stake);
  }

  setAccount(address: string, account: SolanaAccount): void {
    this.accounts.set(address, account);
  }

  setSlot(slot: number): void {
    this.slot = slot;
  }

  lag(method: string, slots: number): void {
    this.lags.set(method, slots);
  }

  refuse(method: string, error: RpcError, count = Number.POSITIVE_INFINITY): void {
    this.refusals.set(method, { error, left: count });
  }

  private answer({ method, body }: ChainRequest): string | undefined {
    if (method !== 'POST') return undefined;
    const call = parseCall(body);
    const slot = this.slot - (this.lags.get(call.method) ?? 0);
    const outcome = this.refusal(call, slot) ?? this.resultOf(call);
    const id = JSON.stringify(call.id ?? null);
    if ('error' in outcome)
      return `{"jsonrpc":"2.0","error":${JSON.stringify(outcome.error)},"id":${id}}`;
    const context = `{"apiVersion":"2.1.21","slot":${slot}}`;
    return `{"jsonrpc":"2.0","result":{"context":${context},"value":${outcome.value}},"id":${id}}`;
  }

  private refusal({ method, params }: Call, slot: number): Outcome | undefined {
    const refusal = this.refusals.get(method);
    if (refusal !== undefined && refusal.left > 0) {
      refusal.left -= 1;
      return { error: refusal.error };
    }
    const { minContextSlot } = objectOf(params.at(-1));
    if (typeof minContextSlot !== 'number' || minContextSlot <= slot) return undefined;
    const message = 'Minimum context slot has not been reached';
    return { error: { code: -32016, message, data: { contextSlot: slot } } };
  }

  private resultOf({ method, params }: Call): Outcome {
    const [subject, filter] = params;
    switch (method) {
      case 'getBalance':
        return isAddress(subject)
          ? { value: this.balances.get(subject) ?? '0' }
          : invalidParam('Invalid param: Invalid');
      case 'getTokenAccountsByOwner':
        return this.tokensOf(subject, objectOf(filter)['programId']);
      case 'getProgramAccounts':
        return this.stakesOf(subject, objectOf(filter));
      case 'getMultipleAccounts':
        return this.accountsAt(subject);
      default:
        return { error: { code: -32601, message: 'Method not found' } };
    }
  }

  private tokensOf(owner: unknown, programId: unknown): Outcome {
    const program = TOKEN_PROGRAMS[String(programId)];
    if (!isAddress(owner) || program === undefined)
      return invalidParam('Invalid param: unrecognized Token program id');
    const own = [...this.tokens.values()].filter(
      (token) => token.owner === owner && (token.program ?? 'spl-token') === program,
    );
    return { value: `[${own.map((token) => tokenAnswer(token, String(programId))).join()}]` };
  }

  private stakesOf(program: unknown, { filters, withContext }: Fields): Outcome {
    if (program !== STAKE_PROGRAM || withContext !== true || !Array.isArray(filters))
      return invalidParam('only filtered stake accounts are simulated');
    const own = [...this.stakes.values()].filter((stake) =>
      (filters as readonly unknown[]).every((filter) => {
        const { offset, bytes } = objectOf(objectOf(filter)['memcmp']);
        const field = OFFSETS[Number(offset)];
        return field !== undefined && stake[field] === bytes;
      }),
    );
    return { value: `[${own.map((stake) => stakeAnswer(stake, STAKE_PROGRAM)).join()}]` };
  }

  private accountsAt(addresses: unknown): Outcome {
    if (!Array.isArray(addresses) || !addresses.every(isAddress))
      return invalidParam('Invalid param: Invalid');
    if (addresses.length > MOST_ACCOUNTS)
      return invalidParam(`Too many inputs provided; max ${MOST_ACCOUNTS}`);
    const answers = addresses.map((address) => {
      const account = this.accounts.get(address);
      return account === undefined ? 'null' : accountAnswer(account);
    });
    return { value: `[${answers.join()}]` };
  }
}

type Fields = Readonly<Record<string, unknown>>;

function parseCall(body: string): Call {
  let parsed: Fields = {};
  try {
    parsed = objectOf(JSON.parse(body));
  } catch {
    // A body that is no JSON has no method, which is answered as an unknown one.
  }
  const { id, method, params } = parsed;
  return {
    id,
    method: typeof method === 'string' ? method : '',
    params: Array.isArray(params) ? (params as readonly unknown[]) : [],
  };
}

function objectOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function isAddress(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  try {
    return base58.decode(value).length === 32;
  } catch {
    return false;
  }
}

function invalidParam(message: string): Outcome {
  return { error: { code: -32602, message } };
}
