import { beforeEach, describe, expect, it } from 'vitest';
import { SettingsService } from './settings-service';
import { FakeHistory } from './testing/fake-adapters';
import { succeed } from '../../shared/portfolio/failure';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings/settings';

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

  it('hold one price override per asset', async () => {
    await settings.setPriceOverride({ asset: 'GEM@okx', usd: '1' });
    await settings.setPriceOverride({ asset: 'GEM@okx', usd: '2.5' });
    expect(settings.current.priceOverrides).toEqual([{ asset: 'GEM@okx', usd: '2.5' }]);
    await settings.removePriceOverride('GEM@okx');
    expect(settings.current.priceOverrides).toEqual([]);
  });
});
