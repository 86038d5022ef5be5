import { describe, expect, it } from 'vitest';
import type { CoverageCell, CoverageState } from '../../../shared/portfolio/coverage';
import { failure } from '../../../shared/base/failure';
import type { Connection, KeyProbe } from '../../../shared/portfolio/venue';
import { connectionFacts, connectionHealth, keyWords } from './connection-health';

const connection: Connection = {
  id: 'one',
  venue: 'kraken',
  label: 'Kraken',
  enabled: true,
  demo: false,
  createdAt: 0,
  secretStorage: 'keychain',
};
const why = failure('network', 'No answer.');
const STATES: Readonly<Record<string, CoverageState>> = {
  ok: { state: 'ok', at: 0, balances: 1 },
  empty: { state: 'empty', at: 0 },
  stale: { state: 'stale', at: 0 },
  failed: { state: 'failed', failure: why },
  forbidden: { state: 'no-permission', failure: why },
  both: { state: 'stale', at: 0, failure: why, parts: [{ name: 'staking', failure: why }] },
  pending: { state: 'pending' },
  closed: { state: 'no-permission', failure: failure('account-not-enabled', 'Not opened.') },
  unsupported: { state: 'unsupported', reason: '' },
  elsewhere: { state: 'unsupported', reason: '', countedIn: 'other' },
};
const health = (...names: readonly string[]) =>
  connectionHealth(
    connection,
    names.map((name): CoverageCell => ({
      connectionId: 'one',
      venue: 'kraken',
      accountType: 'spot',
      source: '',
      coverage: STATES[name] ?? { state: 'pending' },
    })),
  );

describe('health of a connection', () => {
  it('says that it counts in another one', () => {
    expect(health('elsewhere')).toEqual({
      tone: 'warning',
      text: 'Counted in another connection',
    });
  });

  it('is all that is known against its accounts, the worst first', () => {
    expect(health('ok', 'empty', 'unsupported')).toEqual({ tone: 'good', text: '2 accounts read' });
    expect(health('ok', 'closed')).toEqual({ tone: 'good', text: '1 account read' });
    expect(health('ok', 'stale').tone).toBe('warning');
    expect(health('stale', 'failed')).toMatchObject({
      tone: 'bad',
      text: '1 account failed, 1 carried on',
    });
    expect(health('both', 'stale', 'forbidden', 'pending').text).toBe(
      '2 accounts carried on, 1 partly read, 1 without permission, 1 being read',
    );
    expect(health('ok', 'forbidden').text).toBe('1 account without permission');
  });

  it('is not good before every account has answered', () => {
    expect(health('ok', 'pending')).toEqual({ tone: 'waiting', text: '1 of 2 accounts read' });
    expect(health().tone).toBe('waiting');
  });

  it('warns of positions that could not be read, though the balances were', () => {
    const cell: CoverageCell = {
      connectionId: 'one',
      venue: 'kraken',
      accountType: 'futures',
      source: '',
      coverage: { state: 'ok', at: 0, balances: 1 },
      positions: { state: 'failed', failure: why },
    };
    expect(connectionHealth(connection, [cell])).toEqual({
      tone: 'warning',
      text: '1 account with positions not read',
    });
  });

  it('is off when disabled, whatever was read before', () => {
    expect(connectionHealth({ ...connection, enabled: false }, []).tone).toBe('off');
  });
});

describe('what a key may do', () => {
  const probe = (permissions: KeyProbe['permissions']): KeyProbe => ({
    at: 0,
    permissions,
    ipRestricted: 'no',
    accounts: [],
    clockSkewMs: 0,
  });

  it('calls a key read-only only when the venue said so', () => {
    expect(keyWords(probe({ read: 'yes', trade: 'no', withdraw: 'no' }))).toEqual([
      'read-only key',
    ]);
    expect(keyWords(probe({ read: 'yes', trade: 'unknown', withdraw: 'unknown' }))).toEqual([
      'venue does not tell what the key may do',
    ]);
    expect(keyWords(undefined)).toEqual(['key not probed yet']);
  });
});

describe('facts of a connection', () => {
  it('say what a wallet watches, and speak of no key', () => {
    const probe: KeyProbe = {
      at: 0,
      permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
      ipRestricted: 'unknown',
      accounts: [],
      clockSkewMs: 0,
      watches: 'bc1q9x…k3m7',
    };
    expect(connectionFacts({ ...connection, probe }, 'chain')).toEqual(['bc1q9x…k3m7']);
    expect(connectionFacts(connection, 'chain')).toEqual(['watched by address']);
    expect(connectionFacts(connection, 'manual')).toEqual(['entered by you']);
  });

  it('tell what is kept for this run only', () => {
    expect(connectionFacts({ ...connection, secretStorage: 'session' }, 'exchange')).toEqual([
      'key not probed yet',
      'secret kept for this run only',
    ]);
  });
});
