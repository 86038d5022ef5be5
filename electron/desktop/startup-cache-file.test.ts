import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStartupCacheFile, sealed } from './startup-cache-file';
import type { StartupState } from '../engine/ports/startup-cache';
import { LivePortfolio } from '../engine/portfolio/live-portfolio';
import { holding, read, silentLog } from '../engine/testing/fake-adapters';
import { NO_RECORDS } from '../../shared/records/record-domains';
import { DEFAULT_SETTINGS } from '../../shared/settings/settings';

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-cache-'));
  file = path.join(folder, 'data', 'startup-cache.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A state as the running app leaves it. */
function state(amount: string): StartupState {
  const portfolio = new LivePortfolio(() => 5, silentLog);
  const connection = { id: 'one', venue: 'binance' };
  portfolio.setAccounts(connection, [{ accountType: 'spot', source: 'a', updates: 'stream' }]);
  portfolio.applyReading(connection, 'spot', 5, read(5, holding('spot', 'BTC', amount)));
  return {
    settings: { ...DEFAULT_SETTINGS, quoteCurrency: 'EUR' },
    records: {
      ...NO_RECORDS,
      'token-decision': [{ asset: 'eip155:1/erc20:0x1', decision: 'spam' }],
    },
    connections: [
      {
        ...connection,
        label: 'Main',
        enabled: true,
        demo: false,
        createdAt: 1,
        secretStorage: 'keychain',
      },
    ],
    portfolio: portfolio.state(),
  };
}

/** What is sealed in it. */
async function bodyIn(path: string): Promise<string> {
  const content = await readFile(path, 'utf8');
  return content.slice(content.indexOf('\n') + 1);
}

describe('the start-up cache', () => {
  it('gives the next run what the last one left, to the last digit', async () => {
    const left = state('0.123456789012345678901234567890');
    await createStartupCacheFile(file).write(left);
    expect(createStartupCacheFile(file).read()).toEqual(left);
  });

  it('is there for its owner alone', async () => {
    await createStartupCacheFile(file).write(state('1'));
    expect(((await stat(file)).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(path.dirname(file))).mode & 0o777).toString(8)).toBe('700');
  });

  it('has nothing where there is no file', () => {
    expect(createStartupCacheFile(file).read()).toBeUndefined();
  });

  it.each<[string, (content: string) => string]>([
    ['is empty', () => ''],
    ['was cut short', (content) => content.slice(0, content.length / 2)],
    ['is not JSON', () => '<html>'],
    ['is of another version', (content) => content.replace('"version":4', '"version":2')],
    ['has lost its portfolio', (content) => content.replace('"portfolio"', '"other"')],
    ['has an amount that is a number', (content) => content.replace(/"total":"1"/, '"total":1')],
  ])('has nothing where the file %s', async (_, change) => {
    const cache = createStartupCacheFile(file);
    await cache.write(state('1'));
    const body = await bodyIn(file);
    const changed = change(body);
    expect(changed).not.toBe(body);
    // Sealed anew, or as versions before the seal left it: neither is read.
    for (const content of [sealed(changed), changed]) {
      await writeFile(file, content);
      expect(cache.read()).toBeUndefined();
    }
  });

  it('is read as a version before the seal left it', async () => {
    const cache = createStartupCacheFile(file);
    await cache.write(state('1'));
    await writeFile(file, await bodyIn(file));
    expect(cache.read()).toEqual(state('1'));
  });

  it('takes the rates of a version that wrote those of today alone', async () => {
    const cache = createStartupCacheFile(file);
    const rates = { EUR: { usd: '1.08', usd24hAgo: '1.07' } };
    const { portfolio, ...rest } = state('1');
    await cache.write({ ...rest, portfolio: { ...portfolio, quoteRates: rates } });
    const body = (await bodyIn(file)).replace('{"usd":"1.08","usd24hAgo":"1.07"}', '"1.08"');
    await writeFile(file, sealed(body));
    expect(cache.read()?.portfolio.quoteRates).toEqual({ EUR: { usd: '1.08' } });
  });

  it('has nothing where a single digit of it was damaged, which could be painted', async () => {
    const cache = createStartupCacheFile(file);
    await cache.write(state('1'));
    const content = await readFile(file, 'utf8');
    const changed = content.replace('"total":"1"', '"total":"9"');
    expect(changed).not.toBe(content);
    await writeFile(file, changed);
    expect(cache.read()).toBeUndefined();
  });

  it('leaves out a row and a preference that a newer version wrote, and paints the rest', async () => {
    const cache = createStartupCacheFile(file);
    await cache.write(state('1'));
    const newer = (await bodyIn(file))
      .replace('"decision":"spam"', '"decision":"ignored"')
      .replace('"theme":"system"', '"theme":"plaid"');
    await writeFile(file, sealed(newer));
    expect(cache.read()).toEqual({ ...state('1'), records: NO_RECORDS });
  });

  it('is replaced as a whole: what was being written when the app died is not read', async () => {
    const cache = createStartupCacheFile(file);
    await cache.write(state('1'));
    await writeFile(`${file}.new`, '{"version":4,"settings":{');
    expect(cache.read()).toEqual(state('1'));
    await cache.write(state('2'));
    expect(cache.read()).toEqual(state('2'));
    expect(await readdir(path.dirname(file))).toEqual(['startup-cache.json']);
  });

  it('ends with the last of several writes at once', async () => {
    const cache = createStartupCacheFile(file);
    await Promise.all(['1', '2', '3'].map((amount) => cache.write(state(amount))));
    expect(cache.read()).toEqual(state('3'));
  });
});
