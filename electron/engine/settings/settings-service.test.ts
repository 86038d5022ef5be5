import { beforeEach, describe, expect, it } from 'vitest';
import { SettingsService } from './settings-service';
import { FakeHistory } from '../testing/fake-adapters';
import { failure } from '../../../shared/base/failure';
import { DEFAULT_SETTINGS, SETTING_KEYS } from '../../../shared/settings/settings';

let history: FakeHistory;
let settings: SettingsService;
beforeEach(() => {
  history = new FakeHistory();
  settings = new SettingsService(history);
});

describe('the preferences', () => {
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

  it('are asked for after a write that failed, and unknown while that is not answered', async () => {
    const save = history.saveSetting;
    const fails = failure('storage', "The history's process ended.");
    const failsThoughDone: typeof save = async (...entry) => {
      await save(...entry);
      return { ok: false, failure: fails };
    };
    await settings.load();
    history.saveSetting = failsThoughDone;
    expect(await settings.update({ theme: 'dark' })).toMatchObject({ ok: true });
    expect(settings.current.theme).toBe('dark');
    history.saveSetting = async (...entry) => {
      history.notOpen = fails;
      return failsThoughDone(...entry);
    };
    expect(await settings.update({ theme: 'light' })).toEqual({ ok: false, failure: fails });
    expect([settings.current.theme, settings.loaded]).toEqual(['dark', false]);
    history.notOpen = undefined;
    await settings.load();
    expect([settings.current.theme, settings.loaded]).toEqual(['light', true]);
  });

  it('that go with something else are asked for when that failed though it was done', async () => {
    await settings.load();
    const stored = await settings.updateWith(
      () => ({ activeTargetSet: 'mine' }),
      async (chosen) => {
        history.stored = { ...chosen };
        return { ok: false, failure: failure('storage', "The history's process ended.") };
      },
    );
    expect(stored).toMatchObject({ ok: false });
    expect(settings.current.activeTargetSet).toBe('mine');
  });

  it('lose nothing when changes overlap', async () => {
    await Promise.all([
      settings.update({ refreshMinutes: 5 }),
      settings.update({ theme: 'light' }),
    ]);
    expect(settings.current).toMatchObject({ refreshMinutes: 5, theme: 'light' });
    expect(history.stored).toEqual({ refreshMinutes: 5, theme: 'light' });
  });

  it('refuse an interval that venues would not bear, and text that no database takes', async () => {
    expect(await settings.update({ refreshMinutes: 0 })).toMatchObject({ ok: false });
    expect(await settings.update({ refreshMinutes: 61 })).toMatchObject({ ok: false });
    expect(await settings.update({ activeTargetSet: 'a\0b' })).toMatchObject({ ok: false });
    expect(history.stored).toEqual({});
  });

  it.each(SETTING_KEYS)('keep what a newer version stored as %s', async (key) => {
    const newer = { of: ['a', 'newer', 'kind'] };
    history.stored = { [key]: newer, fromTheFuture: { privacy: 'half' } };
    await settings.load();
    expect(settings.view()).toEqual({
      settings: DEFAULT_SETTINGS,
      notUnderstood: [key, 'fromTheFuture'],
    });
    const other = key === 'theme' ? { hideDust: false } : ({ theme: 'dark' } as const);
    expect(await settings.update(other)).toMatchObject({ ok: true });
    expect(history.stored).toEqual({ [key]: newer, fromTheFuture: { privacy: 'half' }, ...other });

    expect(await settings.update({ [key]: DEFAULT_SETTINGS[key] })).toMatchObject({ ok: true });
    expect(history.stored[key]).toBe(DEFAULT_SETTINGS[key]);
    expect(settings.view().notUnderstood).toEqual(['fromTheFuture']);
  });

  it('store only the key that is changed when the database comes back after a failed start', async () => {
    history.stored = { theme: 'dark', hideDust: false, refreshMinutes: 10 };
    const cached = { ...DEFAULT_SETTINGS, theme: 'light', refreshMinutes: 3 } as const;
    settings = new SettingsService(history, cached);
    history.notOpen = failure('storage', 'Another program has the folder.');
    expect(await settings.load()).toMatchObject({ ok: false });
    expect(settings.current).toEqual(cached);
    history.notOpen = undefined;
    await settings.update({ privacy: true });
    expect(history.stored).toEqual({
      theme: 'dark',
      hideDust: false,
      refreshMinutes: 10,
      privacy: true,
    });
    await settings.load();
    expect(settings.current).toEqual({ ...DEFAULT_SETTINGS, ...history.stored });
  });
});
