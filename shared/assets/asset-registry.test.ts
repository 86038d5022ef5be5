import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AssetRegistry, conversionOf, knownAsset } from './asset-registry';
import { CODE_MEANINGS, CONVERSIONS } from './code-meanings';
import { KNOWN_ASSETS } from './known-assets';
import { BRIDGES } from '../pricing/price-edge';

const registry = new AssetRegistry();
const USDC = 'eip155:1/erc20:0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48';
const SPAM = 'eip155:1/erc20:0x00000000000000000000000000000000000000aa';

describe('the asset registry', () => {
  it('knows a common code on every venue, and its other names', () => {
    expect(registry.assetOf('kraken', 'BTC').id).toBe('BTC');
    expect(registry.assetOf('bitmex', 'XBT').id).toBe('BTC');
    expect(registry.assetOf('binance', 'RNDR').id).toBe('RENDER');
  });

  it('keeps the same ticker apart where nothing says that it is the same coin', () => {
    const [one, other] = ['kraken', 'mexc'].map((venue) => registry.assetOf(venue, 'GEM').id);
    expect([one, other]).toEqual(['GEM@kraken', 'GEM@mexc']);
  });

  it('knows that a ticker changed hands, by the day', () => {
    expect(registry.assetOf('binance', 'LUNA', '2022-05-27').id).toBe('LUNC');
    expect(registry.assetOf('binance', 'LUNA', '2022-05-28').id).toBe('LUNA');
    expect(registry.assetOf('binance', 'LUNA').id).toBe('LUNA');
  });

  it('leaves a converted coin an asset of its own, with its ratio and day', () => {
    expect(registry.assetOf('kraken', 'MATIC').id).toBe('MATIC');
    expect(conversionOf('LEND')).toMatchObject({
      to: 'AAVE',
      ratio: { to: '1', from: '100' },
      since: '2020-10-03',
    });
  });

  it('goes by the contract on a chain, never by what the token calls itself', () => {
    const listed = new AssetRegistry({ listedTokens: new Map([[USDC, 'USDC']]) });
    expect(listed.assetOf('ethereum', USDC).id).toBe('USDC');
    expect(listed.isUnlisted(USDC)).toBe(false);
    expect(listed.assetOf('ethereum', SPAM)).toMatchObject({ id: SPAM, code: '0x0000…00aa' });
    expect(listed.isUnlisted(SPAM)).toBe(true);
  });

  it("takes the user's word over everything else, at that venue only", () => {
    const assigned = new AssetRegistry({
      assignments: [
        { venue: 'mexc', code: 'BTC', asset: 'BTC@mexc' },
        { venue: 'gate', code: 'GEM', asset: 'GEM@kraken' },
        { venue: 'ethereum', code: SPAM, asset: 'USDC' },
      ],
    });
    expect(assigned.assetOf('mexc', 'BTC').id).toBe('BTC@mexc');
    expect(assigned.assetOf('kraken', 'BTC').id).toBe('BTC');
    expect(assigned.assetOf('gate', 'GEM').id).toBe('GEM@kraken');
    expect(assigned.assetOf('ethereum', SPAM).id).toBe('USDC');
    expect(assigned.codesOf('mexc', assigned.assetById('BTC'))).toEqual(['XBT']);
  });

  it('finds the codes of an asset at a venue', () => {
    expect(registry.codesOf('bitmex', registry.assetById('BTC'))).toEqual(['BTC', 'XBT']);
    expect(registry.codesOf('mexc', registry.assetById('GEM@kraken'))).toEqual([]);
    expect(registry.codesOf('kraken', registry.assetById('GEM@kraken'))).toEqual(['GEM']);
  });

  it('gives back by id what it gave by code', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9]{2,12}$/),
        fc.oneof(
          fc.constantFrom(...KNOWN_ASSETS.map(([code]) => code)),
          fc.stringMatching(/^[A-Za-z0-9.$@-]{1,12}$/),
        ),
        (venue, code) => {
          const asset = registry.assetOf(venue, code);
          expect(registry.assetById(asset.id)).toEqual(asset);
        },
      ),
    );
  });
});

describe('the tables', () => {
  it('name each asset once', () => {
    const codes = KNOWN_ASSETS.map(([code]) => code);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('have variants of known assets only, never of another variant', () => {
    for (const [code] of KNOWN_ASSETS) {
      const { standsFor } = knownAsset(code)!;
      if (standsFor !== undefined) {
        expect(knownAsset(standsFor), code).toBeDefined();
        expect(knownAsset(standsFor)?.standsFor, code).toBeUndefined();
      }
    }
  });

  it('never give another meaning to what dollar prices lead over', () => {
    for (const { code } of CODE_MEANINGS) expect(BRIDGES.has(code)).toBe(false);
  });

  it('convert into known assets, on a day, by a ratio above zero', () => {
    for (const { from, to, ratio, since } of CONVERSIONS) {
      expect(knownAsset(to), from).toBeDefined();
      expect(since).toMatch(/^\d{4}-\d\d-\d\d$/);
      for (const part of Object.values(ratio)) expect(part).toMatch(/^\d+(\.\d+)?$/);
    }
  });
});
