import { getAddress, isAddress } from 'viem';
import { secretIn } from '../../../../shared/chains/secret-detection';
import { VenueFailure } from '../../reading/venue-failure';

/**
 * Checks an address of an EVM chain: 40 hexadecimal digits after `0x`, whose capitals are a checksum
 * where there are both kinds (https://eips.ethereum.org/EIPS/eip-55).
 * @returns it with its checksum, or `invalid-input`, which never repeats what was given
 */
export function checkEvmAddress(text: string): string | VenueFailure {
  const plain = text.trim();
  if (secretIn(plain) !== undefined)
    return invalid(
      'that looks like a private key or a seed phrase',
      'Never paste those anywhere: whoever has them has the coins. Give the address, 0x and 40 digits.',
    );
  const digits = /^(?:0x)?([0-9a-f]{40})$/i.exec(plain)?.[1];
  if (digits === undefined || !plain.toLowerCase().startsWith('0x'))
    return invalid('an address there is 0x and 40 hexadecimal digits');
  const isMixed = /[a-f]/.test(digits) && /[A-F]/.test(digits);
  if (isMixed && !isAddress(`0x${digits}`, { strict: true }))
    return invalid(
      'its checksum is wrong, so a character of it is',
      'Copy the address again from where it is shown.',
    );
  return getAddress(`0x${digits.toLowerCase()}`);
}

function invalid(why: string, hint?: string): VenueFailure {
  return new VenueFailure('invalid-input', why, hint === undefined ? {} : { hint });
}
