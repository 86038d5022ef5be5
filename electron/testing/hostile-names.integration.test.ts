import { createHash, randomUUID } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startSimulatedVenues } from '../simulator/simulated-venues';
import { makeKey } from '../simulator/roster/make-key';
import type { WorldDefinition } from '../simulator/world/world-definition';
import { openHistory } from '../store/process/open-history';
import { text } from '../store/sql/sql-engine';
import { emptyHistory } from '../store/testing/empty-history';
import { bundleHistoryProcess, type BundledProcess } from '../store/testing/history-child';
import { temporaryFolder } from '../store/testing/temporary-folder';
import { createKeytarSecretStore } from '../keychain/keytar-secret-store';
import { untilSettled } from '../engine/portfolio/until-settled';
import type { Portolan } from '../surroundings';
import { composedApp, valueOf } from './composed-app';
import { systemClock } from '../timing/system-clock';
import { calls } from '../../shared/contract/contract';
import { emptyTargetSet } from '../../shared/rebalancing/targets';
import { isStorable, storableText } from '../../shared/base/storable-text';

const LIMIT_MS = 120_000;
/** One coin each, at a venue that is a stranger's server. */
const NAMES = [
  'GEM',
  'GEM\u0000',
  '\u0000GEM',
  'GEM\ud800',
  '\udc00GEM',
  '\u202eMEG',
  'GEM\u200b',
  'GEM\u2066\u2069',
  'GEM\u241b0000',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "'; drop table record; --",
  '\\u0000',
  'L'.repeat(10_000),
  '🚀'.repeat(50),
] as const;
const TYPED = 'Ba\u0000nk \u202eknab\ud800 __proto__';

let history: BundledProcess;
beforeAll(async () => {
  history = await bundleHistoryProcess();
}, LIMIT_MS);
afterAll(() => history.end());

function hostileWorld(): WorldDefinition {
  const holdings = NAMES.map((code, place) => ({
    account: 'spot' as const,
    code,
    available: `${place + 1}.5`,
  }));
  return {
    assets: [
      { code: 'BTC', name: 'Bitcoin', usd: '60000', volatility: 0 },
      { code: 'USDT', name: 'Tether', usd: '1', volatility: 0 },
      ...NAMES.map((code) => ({ code, name: code, volatility: 0 })),
    ],
    venues: {
      binance: {
        markets: [{ base: 'BTC', quote: 'USDT' }],
        keys: [
          makeKey('binance', 0, 'Main', [
            { account: 'spot', code: 'BTC', available: '1' },
            ...holdings,
          ]),
        ],
      },
    },
  };
}

test(
  'coins of every hostile name reach the database and the view, each as itself, over a reopening',
  { timeout: LIMIT_MS },
  async () => {
    const venues = await startSimulatedVenues({ world: hostileWorld() });
    onTestFinished(() => venues.stop());
    const key = venues.credentials.binance?.[0];
    if (key === undefined) throw new Error('there is no key');
    const folder = await temporaryFolder();
    const historyFolder = path.join(folder, 'history');
    await cp(await emptyHistory(), historyFolder, {
      recursive: true,
    });
    const started = {
      dataDirectory: folder,
      endpoints: { ...venues.endpoints },
      spawnHistory: history.spawn,
    };
    const wanted = Object.fromEntries(NAMES.map((name, place) => [codeOf(name), `${place + 1}.5`]));

    const first = composedApp(started);
    onTestFinished(() => first.close());
    await valueOf(first.start());
    const { id } = await valueOf(
      first.handlers.addConnection(
        calls.addConnection.input.parse({
          venue: 'binance',
          label: TYPED,
          credentials: { apiKey: key.apiKey, secret: key.secret },
          secretStorage: 'keychain',
          acceptWithdrawalKey: true,
          acceptOldRuntime: true,
        }),
      ),
    );
    onTestFinished(async () => {
      await createKeytarSecretStore().remove(id);
    });
    const made = await makesRows(first);
    expect(await untilSettled(first.portfolio, systemClock, LIMIT_MS)).toBe(true);
    expect(await amountsIn(first)).toEqual(wanted);
    await first.close();

    expect(await recordedIn(historyFolder)).toEqual(wanted);

    // Without what was cached, so that all that is seen has gone through the database, or comes anew.
    await rm(path.join(folder, 'startup-cache.json'));
    const second = composedApp(started);
    onTestFinished(() => second.close());
    await valueOf(second.start());
    expect(await untilSettled(second.portfolio, systemClock, LIMIT_MS)).toBe(true);
    expect(await amountsIn(second)).toEqual(wanted);
    expect(await rowsOf(second)).toEqual(made);
    expect(
      (await valueOf(second.handlers.getHistory({ range: '1D', maxPoints: 10 }))).points,
    ).not.toEqual([]);
  },
);

/** Each name as the code it has to become: plain letters are capitals, and long ones end with a digest. */
function codeOf(name: string): string {
  const plain = storableText(name);
  if (plain.length <= 80) return plain.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
  const digest = createHash('sha256').update(plain).digest('hex').slice(0, 32);
  return `${[...plain].slice(0, 40).join('')}…${digest}`;
}

/** Everything that takes words of the user's own, through the contract as the page calls it. */
async function makesRows(app: Portolan) {
  const { handlers } = app;
  const [label] = await valueOf(handlers.listConnections(undefined));
  expect(label?.label).toBe('Ba nk knab __proto__');
  const manual = await valueOf(
    handlers.addConnection(
      calls.addConnection.input.parse({
        venue: 'manual',
        label: `${TYPED} 2`,
        credentials: {},
        secretStorage: 'session',
        acceptWithdrawalKey: false,
        acceptOldRuntime: true,
      }),
    ),
  );
  await valueOf(
    handlers.setManualHoldings(
      calls.setManualHoldings.input.parse({
        id: manual.id,
        holdings: [{ code: 'EUR', amount: '1.50', note: TYPED }],
      }),
    ),
  );
  await valueOf(
    handlers.saveTargetSet(
      calls.saveTargetSet.input.parse(emptyTargetSet(randomUUID(), `${TYPED} 3`)),
    ),
  );
  for (const asset of NAMES.filter((name) => !isStorable(name)))
    expect(calls.setPriceOverride.input.safeParse({ asset, usd: '1' }).success).toBe(false);
  for (const name of ['__proto__', 'constructor', 'toString'])
    await valueOf(handlers.setPriceOverride({ asset: `${name}@okx`, usd: '2.5' }));
  return rowsOf(app);
}

async function rowsOf({ handlers }: Portolan) {
  const connections = await valueOf(handlers.listConnections(undefined));
  return {
    labels: connections.map(({ id, label }) => ({ id, label })),
    records: (await valueOf(handlers.getRecords(undefined))).records,
  };
}

/** What the page is shown of the coins, by their codes. */
async function amountsIn({ handlers }: Portolan): Promise<Record<string, string>> {
  const state = await valueOf(handlers.getPortfolio(undefined));
  // As it crosses to the page.
  const { balances } = structuredClone(state);
  return Object.fromEntries(
    Object.values(balances)
      .filter(({ venue, code }) => venue === 'binance' && code !== 'BTC')
      .map(({ code, total }) => [code, total]),
  );
}

/** The same in the tables of the database. */
async function recordedIn(directory: string): Promise<Record<string, string>> {
  const ignore = (): void => undefined;
  const store = await openHistory({
    directory,
    now: Date.now,
    log: ignore,
    onWaiting: ignore,
    onFatal: ignore,
  });
  try {
    const rows = await store.inspect((engine) =>
      engine.query(`select code, total::text from balance_point where code not in ('BTC', 'EUR')`),
    );
    expect(
      await store.inspect((engine) => engine.query('select sequence::text from put_by_entry')),
    ).toEqual([]);
    return Object.fromEntries(rows.map((row) => [text(row, 'code'), text(row, 'total')]));
  } finally {
    await store.close();
  }
}
