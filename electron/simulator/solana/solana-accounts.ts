import { base58, base64 } from '@scure/base';
import { withoutTrailing } from '../../../shared/base/without-trailing';

export type TokenProgram = 'spl-token' | 'spl-token-2022';

/** A token account. Amounts are the smallest units as decimal text. */
export interface SolanaTokenAccount {
  readonly address: string;
  readonly owner: string;
  readonly mint: string;
  readonly amount: string;
  readonly decimals: number;
  readonly program?: TokenProgram;
  readonly state?: 'initialized' | 'frozen';
  /** What the server makes of the amount for people, where a token bears interest or is scaled. */
  readonly uiAmount?: string;
  /** The mint was closed, so that the server cannot take the account apart. */
  readonly unparsed?: boolean;
}

export interface SolanaStake {
  readonly address: string;
  readonly staker: string;
  readonly withdrawer: string;
  readonly lamports: string;
}

/** Any other account: a mint that is parsed, or bytes. */
export interface SolanaAccount {
  readonly owner: string;
  readonly data: Uint8Array | { readonly program: string; readonly parsed: unknown };
}

// The shapes of accounts in Solana's JSON-RPC: https://solana.com/docs/rpc/json-structures

const TOKEN_ACCOUNT_LAMPORTS = 2_039_280;
const TOKEN_ACCOUNT_SPACE = 165;
const STAKE_SPACE = 200;
const RENT_EPOCH = '18446744073709551615';

/** An entry of `getTokenAccountsByOwner` with `jsonParsed`. */
export function tokenAnswer(token: SolanaTokenAccount, programId: string): string {
  const { address, owner, mint, amount, decimals, state = 'initialized' } = token;
  const text = token.uiAmount ?? uiAmount(amount, decimals);
  const tokenAmount = { amount, decimals, uiAmount: Number(text), uiAmountString: text };
  const isNative = mint === 'So11111111111111111111111111111111111111112';
  const info = { isNative, mint, owner, state, tokenAmount };
  const parsed = { info, type: 'account' };
  const program = token.program ?? 'spl-token';
  const data = token.unparsed
    ? [rawToken(token), 'base64']
    : { parsed, program, space: TOKEN_ACCOUNT_SPACE };
  return entry(address, JSON.stringify(data), {
    lamports: String(TOKEN_ACCOUNT_LAMPORTS),
    owner: programId,
    space: TOKEN_ACCOUNT_SPACE,
  });
}

/** An entry of `getProgramAccounts` with a data slice of the withdrawer. */
export function stakeAnswer(stake: SolanaStake, program: string): string {
  const data = [base64.encode(base58.decode(stake.withdrawer)), 'base64'];
  return entry(stake.address, JSON.stringify(data), {
    lamports: stake.lamports,
    owner: program,
    space: STAKE_SPACE,
  });
}

/** An account of `getMultipleAccounts` with `jsonParsed`, which leaves what it cannot parse in base64. */
export function accountAnswer({ owner, data }: SolanaAccount): string {
  const isRaw = data instanceof Uint8Array;
  const space = isRaw ? data.length : 82;
  const answer = isRaw ? [base64.encode(data), 'base64'] : { ...data, space };
  return account(JSON.stringify(answer), { lamports: '1461600', owner, space });
}

interface Frame {
  readonly lamports: string;
  readonly owner: string;
  readonly space: number;
}

function entry(address: string, data: string, frame: Frame): string {
  return `{"account":${account(data, frame)},"pubkey":"${address}"}`;
}

function account(data: string, { lamports, owner, space }: Frame): string {
  return (
    `{"data":${data},"executable":false,"lamports":${lamports},"owner":"${owner}",` +
    `"rentEpoch":${RENT_EPOCH},"space":${space}}`
  );
}

/** Mint, owner and amount, as a token account begins. */
function rawToken({ mint, owner, amount }: SolanaTokenAccount): string {
  const bytes = Buffer.alloc(TOKEN_ACCOUNT_SPACE);
  bytes.set(base58.decode(mint), 0);
  bytes.set(base58.decode(owner), 32);
  bytes.writeBigUInt64LE(BigInt(amount), 64);
  return bytes.toString('base64');
}

/** The amount with its point, without zeros at its end, as the node writes it. */
function uiAmount(amount: string, decimals: number): string {
  if (decimals === 0) return amount;
  const digits = amount.padStart(decimals + 1, '0');
  const fraction = withoutTrailing(digits.slice(-decimals), '0');
  return `${digits.slice(0, -decimals)}${fraction === '' ? '' : `.${fraction}`}`;
}
