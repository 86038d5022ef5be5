import { expect, it } from 'vitest';
import { contractCoin } from './contract-coins';

// Bases of contracts that Binance and Bybit list.
it.each([
  ['BTC', 'BTC', '1'],
  ['1000PEPE', 'PEPE', '1000'],
  ['10000SATS', 'SATS', '10000'],
  ['1000000MOG', 'MOG', '1000000'],
  ['SHIB1000', 'SHIB', '1000'],
  // Coins with a number in their names.
  ['1INCH', '1INCH', '1'],
  ['C98', 'C98', '1'],
  ['LUNA2', 'LUNA2', '1'],
  ['1MBABYDOGE', '1MBABYDOGE', '1'],
])('a contract on %s is on %s, times %s', (baseId, coinId, units) => {
  const found = contractCoin(baseId);
  expect([found.coinId, found.units.toFixed()]).toEqual([coinId, units]);
});

it('leaves a multiple alone that is traded as a coin itself', () => {
  const found = contractCoin('1000SATS', new Set(['1000SATS']));
  expect([found.coinId, found.units.toFixed()]).toEqual(['1000SATS', '1']);
});
