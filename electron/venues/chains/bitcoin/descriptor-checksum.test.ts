import { expect, it } from 'vitest';
import { descriptorChecksum } from './descriptor-checksum';

// https://github.com/bitcoin/bips/blob/master/bip-0380.mediawiki#test-vectors
it('is that of BIP-380', () => {
  expect(descriptorChecksum('raw(deadbeef)')).toBe('89f8spxm');
  expect(descriptorChecksum('raw(deedbeef)')).not.toBe('89f8spxm');
  expect(descriptorChecksum('raw(Ü)')).toBeUndefined();
});
