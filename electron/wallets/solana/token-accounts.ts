import { Decimal, ZERO } from '../../../shared/money/decimal';
import { asRow, asRows, countOf, textOf, amountOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import { bytesOf } from './addresses';
import { unitsOf } from './solana-rpc';

/** https://solana.com/docs/tokens */
export const TOKEN_PROGRAM = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA';
export const TOKEN_2022_PROGRAM = 'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb';

/** All that an owner has of one token, in whole tokens. */
export interface TokenHolding {
  readonly mint: string;
  readonly decimals: number;
  readonly free: Decimal;
  /** In accounts that the issuer froze. */
  readonly frozen: Decimal;
}

const MOST_DECIMALS = 40;

/**
 * What accounts of `getTokenAccountsByOwner` (`jsonParsed`) hold, one entry a mint; accounts without
 * anything are left out (https://solana.com/docs/rpc/http/gettokenaccountsbyowner).
 * @throws VenueFailure `bad-response`, also for an account of somebody else
 */
export function tokenHoldings(
  answers: readonly { readonly program: string; readonly value: unknown }[],
  owner: string,
): readonly TokenHolding[] {
  const byMint = new Map<string, TokenHolding>();
  for (const { program, value } of answers)
    for (const entry of asRows(value, 'value')) {
      const data: unknown = asRow(entry['account'], 'account')['data'];
      if (Array.isArray(data) && isEmpty(data[0])) continue;
      const holding = holdingOf(accountInfo(data, owner), program);
      if (holding.free.isZero() && holding.frozen.isZero()) continue;
      const other = byMint.get(holding.mint);
      byMint.set(holding.mint, other === undefined ? holding : add(other, holding));
    }
  return [...byMint.values()];
}

/**
 * Whether an account that the server could not take apart has nothing in it: that of a token whose mint
 * was closed. Its amount is eight bytes after mint and owner.
 */
function isEmpty(data: unknown): boolean {
  if (typeof data !== 'string') return false;
  const amount = Buffer.from(data, 'base64').subarray(64, 72);
  return amount.length === 8 && amount.every((byte) => byte === 0);
}

function accountInfo(data: unknown, owner: string): Row {
  const parsed = asRow(asRow(data, 'data')['parsed'], 'parsed');
  const info = asRow(parsed['info'], 'info');
  if (textOf(info, 'owner') !== owner)
    throw new VenueFailure('bad-response', 'it answered with an account of somebody else');
  return info;
}

function holdingOf(info: Row, program: string): TokenHolding {
  const tokenAmount = asRow(info['tokenAmount'], 'tokenAmount');
  const decimals = countOf(tokenAmount, 'decimals');
  if (decimals > MOST_DECIMALS)
    throw new VenueFailure('bad-response', 'a token has more decimals than there are digits');
  const units = unitsOf(tokenAmount, 'amount');
  // Tokens of the newer program may bear interest or be scaled; only the text for people has that in it
  // (https://solana.com/docs/tokens/extensions/scaled-ui-amount).
  const amount =
    program === TOKEN_2022_PROGRAM
      ? amountOf(tokenAmount, 'uiAmountString')
      : units.times(new Decimal(10).pow(-decimals));
  const isFrozen = textOf(info, 'state') === 'frozen';
  const mint = textOf(info, 'mint');
  if (bytesOf(mint) === undefined)
    throw new VenueFailure('bad-response', 'the mint of a token is no address');
  return {
    mint,
    decimals,
    free: isFrozen ? ZERO : amount,
    frozen: isFrozen ? amount : ZERO,
  };
}

function add(one: TokenHolding, other: TokenHolding): TokenHolding {
  if (one.decimals !== other.decimals)
    throw new VenueFailure('bad-response', 'accounts of one token differ in their decimals');
  return {
    ...one,
    free: one.free.plus(other.free),
    frozen: one.frozen.plus(other.frozen),
  };
}
