import { sha256 } from '@noble/hashes/sha2';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils';
import { addressBytes, derivedAddress, invalid } from './addresses';

// Programs and accounts: https://github.com/SolanaNameService/sns-sdk/blob/main/js-kit/src/constants/addresses.ts
export const NAME_PROGRAM = 'namesLPneVptA9Z5rqUDD9tMTWEJwofgaYwp8cawRkX';
export const TOKENIZER_PROGRAM = 'nftD3vbNkNqfj2Sd3HZwbpw4BxxKWr4AjGb9X38JeZk';
export const REGISTRATION_PROGRAM = 'srsWjm76StJucL7atFyPSdXFaVLNPFqEt1uFEDPrZsn';
/** The registration service's class of `.sol` names. */
export const SOL_CLASS = 'AjheAtCgSwEcEYd6xi6thcQW25ELWd7wKCx6SKBGUtMQ';
const ROOT = '58PwtjSDuFHuUkYjH9BYnnQKHfwo9reZhC2zMJv9JPkx';
const RECORDS = '2pMnqHvei2N5oDcVGCRdZx48gqti199wr5CsyTTafsbo';
const HASH_PREFIX = 'SPL Name Service';
const NO_CLASS = new Uint8Array(32);

export interface NameAccounts {
  /** Names its owner in the name service. */
  readonly domain: string;
  /** Says whether the name was made a token. */
  readonly token: string;
  /** `SOL` records, by which an owner has the name lead to another address. */
  readonly firstRecord: string;
  readonly secondRecord: string;
  /** Names the owner of a `.sol` name in the registration service; names below others have none. */
  readonly registration: string | undefined;
}

/**
 * Where the registries keep a name, given without its ending: `bonfida` or `dex.bonfida`
 * (https://sns.guide/domain-name/domain-direct-lookup.html, and SNS-IP 1 to 5).
 * @throws VenueFailure `invalid-input` for what is no name
 */
export function nameAccounts(name: string): NameAccounts {
  const [last = '', below, ...more] = name.split('.').reverse();
  if (last === '' || below === '' || more.length > 0)
    throw invalid('a name has at most one part before the one that is registered');
  const top = nameAccount(last, ROOT);
  const domain = below === undefined ? top : nameAccount(`\0${below}`, top);
  return {
    domain,
    token: derivedAddress(TOKENIZER_PROGRAM, [utf8ToBytes('nft_record'), addressBytes(domain)]),
    firstRecord: nameAccount('\u0001SOL', domain),
    secondRecord: nameAccount('\u0002SOL', domain, addressBytes(RECORDS)),
    registration: below === undefined ? registrationAccount(last) : undefined,
  };
}

function nameAccount(name: string, parent: string, nameClass: Uint8Array = NO_CLASS): string {
  const hash = sha256(utf8ToBytes(HASH_PREFIX + name));
  return derivedAddress(NAME_PROGRAM, [hash, nameClass, addressBytes(parent)]);
}

/** https://github.com/SolanaNameService/sns-sdk/blob/main/js-kit/src/domain/getSolDomainAddress.ts */
function registrationAccount(name: string): string {
  const hash = sha256(concatBytes(utf8ToBytes('name'), utf8ToBytes(name)));
  const seeds = [utf8ToBytes('record'), addressBytes(SOL_CLASS), hash];
  return derivedAddress(REGISTRATION_PROGRAM, seeds);
}
