import { describe, expect, it } from 'vitest';
import { searchItems } from './palette-search';

const asset = (code: string, name: string) => ({ code, words: `${name} Holdings` });
const command = (text: string, group = 'Go to') => ({ code: text, words: `${group} ${text}` });

const ITEMS = [
  command('Settings'),
  command('Refresh everything now', 'Portfolio'),
  command('Settings: chains, their servers and tokens'),
  command('Theme: dark', 'View'),
  asset('WETH', 'Wrapped Ether'),
  asset('ETHFI', 'ether.fi'),
  asset('STETH', 'Lido Staked Ether'),
  asset('ETH', 'Ethereum'),
  asset('ETHW', 'EthereumPoW'),
  asset('BTC', 'Bitcoin'),
  asset('GEM@kraken', 'GEM at Kraken'),
  command('Ethereum and Arbitrum', 'Connection'),
  command('Explore the demo', 'Demo'),
];

const codes = (typed: string) => searchItems(ITEMS, typed, 50).map(({ code }) => code);

describe('what the palette finds', () => {
  it('leads with the very code, then codes that begin so, shorter ones first', () => {
    expect(codes('eth').slice(0, 4)).toEqual(['ETH', 'ETHW', 'ETHFI', 'Ethereum and Arbitrum']);
    expect(codes('ETH')[0]).toBe('ETH');
    expect(codes('eth').indexOf('WETH')).toBeGreaterThan(3);
    expect(codes('eth')).not.toContain('Settings');
    expect(codes('eth')).not.toContain('Theme: dark');
  });

  it('puts a name that begins so before a word that does, and that before the rest', () => {
    expect(codes('ether')).toEqual([
      'Ethereum and Arbitrum',
      'ETHFI',
      'ETH',
      'ETHW',
      'WETH',
      'STETH',
    ]);
  });

  it('finds a command by its group and its words, in any order', () => {
    expect(codes('go to settings')[0]).toBe('Settings');
    expect(codes('explore the demo')).toEqual(['Explore the demo']);
    expect(codes('dark theme')).toEqual(['Theme: dark']);
    expect(codes('settings')[0]).toBe('Settings');
  });

  it('does not take the shorter of two names for the likelier one', () => {
    const items = [command('Connect an exchange'), command('Connections'), command('Connect XT')];
    expect(searchItems(items, 'conn', 9).map(({ code }) => code)).toEqual([
      'Connections',
      'Connect an exchange',
      'Connect XT',
    ]);
  });

  it('takes accents, capitals and signs as they are typed', () => {
    expect(codes('  Bítcoin ')).toEqual(['BTC']);
    expect(codes('gem@kraken')).toEqual(['GEM@kraken']);
  });

  it('gives all in their order when nothing is typed, and nothing for what is not there', () => {
    expect(searchItems(ITEMS, ' ', 3)).toEqual(ITEMS.slice(0, 3));
    expect(codes('zzz')).toEqual([]);
  });
});
