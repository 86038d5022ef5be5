import { beforeEach, describe, expect, it } from 'vitest';
import { SettingsService } from './settings-service';
import { FakeHistory } from './testing/fake-adapters';
import { succeed } from '../../shared/portfolio/failure';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings/settings';
import type { TicketRecord } from '../../shared/settings/ticket-record';

const ticketRecord = (id: string): TicketRecord => ({
  id,
  openedAt: 1,
  suggestion: {
    classId: id,
    name: 'BTC',
    action: 'sell',
    wantedUsd: '1',
    plannedUsd: '1',
    before: '50',
    after: '40',
    target: '40',
  },
  steps: [
    {
      kind: 'move',
      id: 'move-1',
      connectionId: 'a',
      venue: 'okx',
      asset: 'BTC',
      amount: '0.5',
      from: 'funding',
      to: 'spot',
    },
  ],
  before: [{ key: 'a/BTC', units: '1' }],
  done: ['move-1'],
  confirmed: [],
});

let history: FakeHistory;
let settings: SettingsService;
beforeEach(() => {
  history = new FakeHistory();
  settings = new SettingsService(history, undefined);
});

describe('the settings', () => {
  it('count only once they are stored', async () => {
    history.refuse = true;
    expect(await settings.update({ theme: 'dark' })).toMatchObject({
      ok: false,
      failure: { code: 'storage' },
    });
    expect(settings.current.theme).toBe('system');
    history.refuse = false;
    expect(await settings.update({ theme: 'dark' })).toMatchObject({ ok: true });
    expect(settings.current.theme).toBe('dark');
  });

  it('lose nothing when changes overlap', async () => {
    await Promise.all([
      settings.update({ refreshMinutes: 5 }),
      settings.update({ theme: 'light' }),
      settings.setPriceOverride({ asset: 'GEM@okx', usd: '1' }),
      settings.setPriceOverride({ asset: 'TOY@okx', usd: '2' }),
    ]);
    expect(settings.current).toMatchObject({
      refreshMinutes: 5,
      theme: 'light',
      priceOverrides: [{ asset: 'GEM@okx' }, { asset: 'TOY@okx' }],
    });
  });

  it('refuse an interval that venues would not bear', async () => {
    expect(await settings.update({ refreshMinutes: 0 })).toMatchObject({ ok: false });
    expect(await settings.update({ refreshMinutes: 61 })).toMatchObject({ ok: false });
    expect(settings.current.refreshMinutes).toBe(1);
  });

  it('give a stored value that no longer fits its default, and keep the others', async () => {
    history.stored = succeed(
      JSON.parse(`{"theme":"purple","refreshMinutes":5}`) as Partial<Settings>,
    );
    await settings.load();
    expect(settings.current).toEqual({ ...DEFAULT_SETTINGS, refreshMinutes: 5 });
  });

  it('lose of the stored tickets only those that do not fit', async () => {
    const ticket = ticketRecord('asset:BTC');
    history.stored = succeed({
      refreshMinutes: 5,
      rebalanceTickets: [{ id: 'broken' }, ticket] as Settings['rebalanceTickets'],
    });
    await settings.load();
    expect(settings.current).toEqual({
      ...DEFAULT_SETTINGS,
      refreshMinutes: 5,
      rebalanceTickets: [ticket],
    });
    history.stored = succeed(
      JSON.parse(`{"rebalanceTickets":"none","refreshMinutes":5}`) as Partial<Settings>,
    );
    await settings.load();
    expect(settings.current).toEqual({ ...DEFAULT_SETTINGS, refreshMinutes: 5 });
  });

  it('keep one ticket per id, and forget those that are named', async () => {
    await settings.keepTicket(ticketRecord('asset:BTC'));
    await settings.keepTicket(ticketRecord('asset:ETH'));
    await settings.keepTicket({ ...ticketRecord('asset:BTC'), openedAt: 9 });
    expect(settings.current.rebalanceTickets.map(({ id, openedAt }) => [id, openedAt])).toEqual([
      ['asset:BTC', 9],
      ['asset:ETH', 1],
    ]);
    await settings.forgetTickets(['asset:BTC', 'asset:SOL']);
    expect(settings.current.rebalanceTickets.map(({ id }) => id)).toEqual(['asset:ETH']);
  });

  it('hold one price override per asset', async () => {
    await settings.setPriceOverride({ asset: 'GEM@okx', usd: '1' });
    await settings.setPriceOverride({ asset: 'GEM@okx', usd: '2.5' });
    expect(settings.current.priceOverrides).toEqual([{ asset: 'GEM@okx', usd: '2.5' }]);
    await settings.removePriceOverride('GEM@okx');
    expect(settings.current.priceOverrides).toEqual([]);
  });

  it('hold one word per code, token and venue, and take it back', async () => {
    await settings.setAssetOverride('mexc', 'GEM', 'GEM@kraken');
    await settings.setAssetOverride('mexc', 'GEM', 'GEM@okx');
    expect(settings.current.assetOverrides).toEqual([
      { venue: 'mexc', code: 'GEM', asset: 'GEM@okx' },
    ]);
    await settings.setAssetOverride('mexc', 'GEM', undefined);
    expect(settings.current.assetOverrides).toEqual([]);
    expect(await settings.setAssetOverride('mexc', 'GEM', 'gem')).toMatchObject({ ok: false });
    await settings.decideToken('eip155:1/erc20:0x1', 'accepted');
    await settings.decideToken('eip155:1/erc20:0x1', 'spam');
    expect(settings.current.tokenDecisions).toEqual([
      { asset: 'eip155:1/erc20:0x1', decision: 'spam' },
    ]);
    await settings.decideToken('eip155:1/erc20:0x1', 'undecided');
    expect(settings.current.tokenDecisions).toEqual([]);
    await settings.setVenueCap('binance', '40');
    await settings.setVenueCap('binance', '35.5');
    expect(settings.current.venueCaps).toEqual([{ venue: 'binance', percent: '35.5' }]);
    await settings.setVenueCap('binance', undefined);
    expect(settings.current.venueCaps).toEqual([]);
  });

  it('refuse a cap above all there is', async () => {
    expect(await settings.setVenueCap('binance', '101')).toMatchObject({ ok: false });
    expect(settings.current.venueCaps).toEqual([]);
  });

  it('keep what was entered by hand apart by account', async () => {
    await settings.setManualHoldings('bank', [{ code: 'EUR', amount: '10' }]);
    await settings.setManualHoldings('desk', [{ code: 'BTC', amount: '1' }]);
    expect(settings.manualHoldings('bank')).toEqual([{ code: 'EUR', amount: '10' }]);
    await settings.setManualHoldings('bank', []);
    expect(settings.current.manualHoldings.map(({ connectionId }) => connectionId)).toEqual([
      'desk',
    ]);
    expect(settings.manualHoldings('bank')).toEqual([]);
  });

  it('refuse an amount that is none, and keep what was there', async () => {
    await settings.setManualHoldings('bank', [{ code: 'EUR', amount: '10' }]);
    for (const amount of ['1,5', '1e5', 'many', `0.${'1'.repeat(50)}`])
      expect(await settings.setManualHoldings('bank', [{ code: 'EUR', amount }])).toMatchObject({
        ok: false,
      });
    expect(settings.manualHoldings('bank')).toEqual([{ code: 'EUR', amount: '10' }]);
  });
});
