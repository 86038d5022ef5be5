import { ed25519 } from '@noble/curves/ed25519';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils';
import { base58 } from '@scure/base';
import type { Instant } from '../../../../shared/base/failure';
import { VenueFailure } from '../../reading/venue-failure';
import { addressBytes, invalid, isOnCurve } from './addresses';
import { SOL_CLASS, type NameAccounts } from './name-accounts';

/** What is in an account; `undefined` if there is none. */
export type Account = Uint8Array | undefined;

/** What the accounts of a name have in them. */
export type NameRecords = { readonly [Name in keyof NameAccounts]: Account };

// An account of the name service: parent, owner and class, then data.
const OWNER_AT = 32;
const DATA_AT = 96;
const ADDRESS_LENGTH = 32;
const SIGNATURE_LENGTH = 64;

const TOKEN_IS_ACTIVE = 2;
const SIGNED_BY_KEY = 1;

/**
 * The address that a name of the name service leads to, by SNS-IP 5.
 * @throws VenueFailure `not-found`, or `invalid-input` for what is refused
 */
export function ofNameService(accounts: NameRecords, addresses: NameAccounts): string {
  const { domain, token, firstRecord, secondRecord } = accounts;
  if (domain === undefined || domain.length < DATA_AT) throw new VenueFailure('not-found');
  if (token?.[0] === TOKEN_IS_ACTIVE)
    throw invalid('the name was made a token (NFT), whose holder Portolan does not look up');
  const owner = slice(domain, OWNER_AT, ADDRESS_LENGTH);
  const target =
    ofSecondRecord(secondRecord, owner) ?? ofFirstRecord(firstRecord, owner, addresses) ?? owner;
  return personal(target, equalBytes(target, owner));
}

/**
 * A record that its owner signed and its target too (SNS-IP 3); after the name was sold it is stale.
 * @throws VenueFailure if it is neither stale nor signed, since the owner wanted another target
 */
function ofSecondRecord(record: Account, owner: Uint8Array): Account {
  if (record === undefined) return undefined;
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  const isSigned =
    record.length === DATA_AT + 8 + 3 * ADDRESS_LENGTH &&
    view.getUint16(DATA_AT, true) === SIGNED_BY_KEY &&
    view.getUint16(DATA_AT + 2, true) === SIGNED_BY_KEY &&
    view.getUint32(DATA_AT + 4, true) === ADDRESS_LENGTH;
  if (!isSigned) throw invalid('the record that says where the name leads is not signed');
  const [signer, confirmed, content] = [0, 1, 2].map((place) =>
    slice(record, DATA_AT + 8 + place * ADDRESS_LENGTH, ADDRESS_LENGTH),
  ) as [Uint8Array, Uint8Array, Uint8Array];
  if (!equalBytes(signer, owner)) return undefined;
  if (!equalBytes(confirmed, content))
    throw invalid('the address that the name leads to never confirmed it');
  return content;
}

/** The older record: the target, and the owner's signature of target and record (SNS-IP 1). */
function ofFirstRecord(record: Account, owner: Uint8Array, { firstRecord }: NameAccounts): Account {
  if (record === undefined) return undefined;
  const content = slice(record, DATA_AT, ADDRESS_LENGTH);
  const signature = slice(record, DATA_AT + ADDRESS_LENGTH, SIGNATURE_LENGTH);
  if (content.length !== ADDRESS_LENGTH || signature.length !== SIGNATURE_LENGTH) return undefined;
  const message = utf8ToBytes(bytesToHex(concatBytes(content, addressBytes(firstRecord))));
  try {
    return ed25519.verify(signature, message, owner) ? content : undefined;
  } catch {
    return undefined;
  }
}

// A record of the registration service: kind, class, kind of owner, owner, frozen, expiry
// (https://github.com/SolanaNameService/sns-sdk/blob/main/js-kit/src/constants/srs.ts).
const RECORD_KIND = 2;
const CLASS_AT = 1;
const OWNER_KIND_AT = 33;
const RECORD_OWNER_AT = 34;
const EXPIRY_AT = 67;
const RECORD_LENGTH = 75;
const OWNED_BY_KEY = 0;

/**
 * The owner that the registration service has for a `.sol` name, with which the name service must agree
 * if it knows the name too.
 * @throws VenueFailure `not-found` for expired names, or `invalid-input` for what is refused
 */
export function ofRegistration(
  accounts: NameRecords,
  addresses: NameAccounts,
  now: Instant,
): string {
  const record = accounts.registration ?? new Uint8Array();
  const isRecord =
    record.length >= RECORD_LENGTH &&
    record[0] === RECORD_KIND &&
    equalBytes(slice(record, CLASS_AT, ADDRESS_LENGTH), addressBytes(SOL_CLASS));
  if (!isRecord)
    throw new VenueFailure('bad-response', 'the record of the name is not as documented');
  const expiry = new DataView(record.buffer, record.byteOffset).getBigInt64(EXPIRY_AT, true);
  if (expiry !== 0n && expiry <= BigInt(Math.floor(now / 1000)))
    throw new VenueFailure('not-found', 'the name has expired');
  if (record[OWNER_KIND_AT] !== OWNED_BY_KEY)
    throw invalid('the name was made a token (NFT), whose holder Portolan does not look up');
  const target = personal(slice(record, RECORD_OWNER_AT, ADDRESS_LENGTH), true);
  if (accounts.domain !== undefined && ofNameService(accounts, addresses) !== target)
    throw invalid('the two registries of Solana names disagree about it');
  return target;
}

/** An address that a person can have; what a program owns as an account is nobody's wallet. */
function personal(bytes: Uint8Array, isOwner: boolean): string {
  if (isOwner && !isOnCurve(bytes))
    throw invalid('the name is owned by a program, not by a person’s address');
  return base58.encode(bytes);
}

function slice(bytes: Uint8Array, start: number, length: number): Uint8Array {
  return bytes.slice(start, start + length);
}

function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
