import { describe, expect, it } from 'vitest';
import { sampleRecord } from '../../engine/testing/sample-records';
import { RECORD_DOMAIN_NAMES, RECORD_DOMAINS } from '../../../shared/records/record-domains';
import { understandRecord } from '../../../shared/records/stored-record';
import { DEFAULT_SETTINGS } from '../../../shared/settings/settings';
import { separateRecords } from './listed-records';

const lists = Object.fromEntries(
  RECORD_DOMAIN_NAMES.filter((name) => name !== 'manual-holding').map((name) => [
    RECORD_DOMAINS[name].listKey,
    ['1', '2'].map((one) => sampleRecord(name, one)),
  ]),
);

describe('settings with lists', () => {
  it('become rows of their domains, each under its own id', () => {
    const holdings = [
      { code: 'EUR', amount: '10' },
      { code: 'BTC', amount: '1', note: 'safe' },
    ];
    const { settings, records, domains } = separateRecords({
      ...DEFAULT_SETTINGS,
      ...lists,
      manualHoldings: [{ connectionId: 'bank', holdings }],
    });
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(domains).toEqual(RECORD_DOMAIN_NAMES);
    expect(records.filter((row) => !understandRecord(row).understood)).toEqual([]);
    for (const name of RECORD_DOMAIN_NAMES)
      expect(records.filter(({ domain }) => domain === name)).toHaveLength(2);
    expect(records.filter(({ domain }) => domain === 'manual-holding')).toEqual(
      holdings.map((holding, index) => ({
        domain: 'manual-holding',
        id: `bank:${index}`,
        body: { id: `bank:${index}`, connectionId: 'bank', ...holding },
      })),
    );
  });

  it('keep what is not understood as it is', () => {
    const { records } = separateRecords({
      manualHoldings: [
        {
          connectionId: 'bank',
          holdings: [{ code: 'EUR', amount: '1', maturity: '2031' }, 7, null],
        },
        { connectionId: 'desk', holdings: [], currency: 'EUR' },
        { connectionId: 'bank', holdings: [{ code: 'EUR', amount: '2' }] },
      ],
      venueCaps: [{ venue: 'okx', percent: '40', from: 'next' }, null, 'x'],
      targetSets: { newer: 'shape' },
      priceOverrides: null,
    });
    expect(records.every((row) => !understandRecord(row).understood)).toBe(true);
    expect(records).toEqual([
      {
        domain: 'manual-holding',
        id: '#0',
        body: { id: 'bank:0', connectionId: 'bank', code: 'EUR', amount: '1', maturity: '2031' },
      },
      { domain: 'manual-holding', id: '#1', body: { connectionId: 'bank', entry: 7 } },
      { domain: 'manual-holding', id: '#2', body: { connectionId: 'bank', entry: null } },
      {
        domain: 'manual-holding',
        id: '#3',
        body: { connectionId: 'desk', holdings: [], currency: 'EUR' },
      },
      {
        domain: 'manual-holding',
        id: '#4',
        body: { connectionId: 'bank', holdings: [{ code: 'EUR', amount: '2' }] },
      },
      { domain: 'price-override', id: '#', body: { entry: null } },
      { domain: 'venue-cap', id: '#0', body: { venue: 'okx', percent: '40', from: 'next' } },
      { domain: 'venue-cap', id: '#1', body: { entry: null } },
      { domain: 'venue-cap', id: '#2', body: 'x' },
      { domain: 'target-set', id: '#', body: { newer: 'shape' } },
    ]);
  });

  it('lose neither of two entries that mean the same; the last one counts', () => {
    const { records } = separateRecords({
      venueCaps: ['10', '20', '30'].map((percent) => ({ venue: 'okx', percent })),
    });
    expect(new Set(records.map(({ id }) => id)).size).toBe(3);
    expect(records.filter((row) => understandRecord(row).understood)).toEqual([
      { domain: 'venue-cap', id: 'okx', body: { venue: 'okx', percent: '30' } },
    ]);
  });
});
