import { base58 } from '@scure/base';
import { AMOUNT_DIGITS, Decimal, ZERO } from '../../../../shared/base/decimal';
import { amountOf, asRow, asRows, countOf, textOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import { bytesOf } from './addresses';
import { unitsOf } from './solana-rpc';

/** https://solana.com/docs/tokens */
export const TOKEN_PROGRAM = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
export const TOKEN_2022_PROGRAM = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb';

// A token account as bytes: mint, owner, amount (https://docs.rs/spl-token/latest/spl_token/state/struct.Account.html)
const OWNER_AT = 32;
const AMOUNT_AT = 64;
const RAW_LENGTH = 72;

/** All that an owner has of one token, in whole tokens. */
export interface TokenHolding {
  readonly mint: string;
  readonly decimals: number;
  readonly free: Decimal;
  /** In accounts that the issuer froze. */
  readonly frozen: Decimal;
}

/** What an owner has of each token, and how many accounts cannot be told. */
export interface TokenHoldings {
  readonly holdings: readonly TokenHolding[];
  readonly leftOut: number;
}

/**
 * What accounts of `getTokenAccountsByOwner` (`jsonParsed`) hold, one entry a mint; accounts without
 * anything are left out (https://solana.com/docs/rpc/http/gettokenaccountsbyowner). Anybody can make a
 * token with 200 decimals, or one whose interest makes an amount of 300 digits, and send it to anybody:
 * what is not known of a token that is on no list is left out and counted, and fails no reading.
 * @throws VenueFailure `bad-response` for an account of somebody else, or of a listed token
 */
export function tokenHoldings(
  answers: readonly { readonly program: string; readonly value: unknown }[],
  owner: string,
  isListed: (mint: string) => boolean,
): TokenHoldings {
  const byMint = new Map<string, TokenHolding>();
  const unreadable = new Set<string>();
  let leftOut = 0;
  for (const { program, value } of answers)
    for (const entry of asRows(value, 'value')) {
      const { mint, read } = accountOf(entry, program, owner);
      try {
        const holding = read();
        if (holding === undefined) continue;
        const other = byMint.get(mint);
        byMint.set(mint, other === undefined ? holding : add(other, holding));
      } catch (error) {
        if (isListed(mint) || !(error instanceof VenueFailure)) throw error;
        unreadable.add(mint);
        leftOut += 1;
      }
    }
  // Rather nothing of such a token than a part of it.
  const holdings = [...byMint.values()].filter(({ mint }) => !unreadable.has(mint));
  return { holdings, leftOut };
}

interface TokenAccount {
  readonly mint: string;
  /** `undefined` if there is nothing in it. @throws VenueFailure if what is in it cannot be told */
  readonly read: () => TokenHolding | undefined;
}

function accountOf(entry: Row, program: string, owner: string): TokenAccount {
  const data: unknown = asRow(entry['account'], 'account')['data'];
  if (Array.isArray(data)) return unparsedAccount(data[0]);
  const parsed = asRow(asRow(data, 'data')['parsed'], 'parsed');
  const info = asRow(parsed['info'], 'info');
  if (textOf(info, 'owner') !== owner)
    throw new VenueFailure('bad-response', 'it answered with an account of somebody else');
  const mint = textOf(info, 'mint');
  if (bytesOf(mint) === undefined)
    throw new VenueFailure('bad-response', 'the mint of a token is no address');
  return { mint, read: () => holdingOf(info, mint, program) };
}

/** One that the server could not take apart, such as that of a closed mint: mint, owner and amount. */
function unparsedAccount(data: unknown): TokenAccount {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'base64') : Buffer.alloc(0);
  if (bytes.length < RAW_LENGTH)
    throw new VenueFailure('bad-response', 'a token account was not as documented');
  const read = (): undefined => {
    if (!bytes.subarray(AMOUNT_AT, RAW_LENGTH).every((byte) => byte === 0))
      throw new VenueFailure('bad-response', 'the server cannot take a token account apart');
  };
  return { mint: base58.encode(bytes.subarray(0, OWNER_AT)), read };
}

function holdingOf(info: Row, mint: string, program: string): TokenHolding | undefined {
  const tokenAmount = asRow(info['tokenAmount'], 'tokenAmount');
  const units = unitsOf(tokenAmount, 'amount');
  if (units.isZero()) return undefined;
  const decimals = countOf(tokenAmount, 'decimals');
  if (decimals > AMOUNT_DIGITS.fraction)
    throw new VenueFailure('bad-response', 'a token has more decimals than there are digits');
  // Tokens of the newer program may bear interest or be scaled; only the text for people has that in it
  // (https://solana.com/docs/tokens/extensions/scaled-ui-amount).
  const amount =
    program === TOKEN_2022_PROGRAM
      ? amountOf(tokenAmount, 'uiAmountString')
      : units.times(new Decimal(10).pow(-decimals));
  if (amount.isNegative())
    throw new VenueFailure('bad-response', 'an account has less than nothing of a token');
  const isFrozen = textOf(info, 'state') === 'frozen';
  return { mint, decimals, free: isFrozen ? ZERO : amount, frozen: isFrozen ? amount : ZERO };
}

function add(one: TokenHolding, other: TokenHolding): TokenHolding {
  if (one.decimals !== other.decimals)
    throw new VenueFailure('bad-response', 'accounts of one token differ in their decimals');
  const free = one.free.plus(other.free);
  const frozen = one.frozen.plus(other.frozen);
  if (free.plus(frozen).e >= AMOUNT_DIGITS.integer)
    throw new VenueFailure('bad-response', 'a token has more units than there are digits');
  return { ...one, free, frozen };
}
