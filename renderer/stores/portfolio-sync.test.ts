import { describe, expect, it } from 'vitest';
import type { PortfolioPatch, PortfolioState } from '../../shared/contract/portfolio-view';
import { fail, succeed, type Result } from '../../shared/base/failure';
import {
  fixtureCrossChecks,
  fixturePositions,
  fixtureQuarantine,
} from '../dev/fixtures/accounts-fixture';
import { aBalance, aPortfolio } from '../dev/fixtures/portfolio-fixture';
import { createPortfolioStore } from './portfolio-store';
import { startPortfolioSync } from './portfolio-sync';

/** Main as the page sees it: answers when told to, patches at will, frames by hand. */
function fakeMain() {
  const store = createPortfolioStore();
  const answers: ((result: Result<PortfolioState>) => void)[] = [];
  const frames: (() => void)[] = [];
  let listener: (patch: PortfolioPatch) => void = () => undefined;
  const sync = startPortfolioSync({
    store,
    fetchState: () => new Promise((resolve) => answers.push(resolve)),
    onPatch: (next) => {
      listener = next;
      return () => {
        listener = () => undefined;
      };
    },
    schedule: (task) => {
      frames.push(task);
      return () => frames.splice(frames.indexOf(task), 1);
    },
  });
  return {
    store,
    sync,
    requests: () => answers.length,
    answer: async (result: Result<PortfolioState>) => {
      const resolve = answers.shift();
      if (resolve === undefined) throw new Error('nothing was asked for');
      resolve(result);
      await new Promise((done) => setImmediate(done));
    },
    patch: (patch: PortfolioPatch) => listener(patch),
    frame: async () => {
      for (const task of frames.splice(0)) task();
      await new Promise((done) => setImmediate(done));
    },
  };
}

const patchAt = (sequence: number, total: string): PortfolioPatch => ({
  sequence,
  at: sequence * 1000,
  origin: 'live',
  settled: true,
  balances: [aBalance({ connectionId: 'one', asset: 'BTC', total, valueUsd: total })],
});
const keyOf = aBalance({ connectionId: 'one', asset: 'BTC', total: '1' }).key;

function ready(main: ReturnType<typeof fakeMain>) {
  const state = main.store.getState();
  if (state.phase !== 'ready') throw new Error(`the store is ${state.phase}`);
  return state;
}

describe('keeping in step with main', () => {
  it('loads the full state, then applies patches in sequence', async () => {
    const main = fakeMain();
    await main.answer(succeed(aPortfolio({ sequence: 5 })));
    main.patch(patchAt(6, '2'));
    main.patch(patchAt(7, '3'));
    await main.frame();
    expect(ready(main).sequence).toBe(7);
    expect(ready(main).book.balances.get(keyOf)?.total).toBe('3');
  });

  it('tells its readers once per frame, however many patches came', async () => {
    const main = fakeMain();
    await main.answer(succeed(aPortfolio({ sequence: 0 })));
    let changes = 0;
    main.store.subscribe(() => (changes += 1));
    for (let sequence = 1; sequence <= 50; sequence += 1)
      main.patch(patchAt(sequence, String(sequence)));
    await main.frame();
    expect(changes).toBe(1);
    expect(ready(main).sequence).toBe(50);
  });

  it('takes positions, quarantine and cross-checks, and keeps what a patch leaves out', async () => {
    const main = fakeMain();
    const [position] = fixturePositions();
    const quarantine = fixtureQuarantine();
    const crossChecks = fixtureCrossChecks(0, 'full');
    await main.answer(succeed(aPortfolio({ sequence: 0, quarantine, crossChecks })));
    main.patch({ ...patchAt(1, '1'), positions: position === undefined ? [] : [position] });
    main.patch({ ...patchAt(2, '1'), crossChecks: [] });
    await main.frame();
    expect(ready(main)).toMatchObject({ positions: [position], quarantine, crossChecks: [] });
  });

  it('asks for the full state again after a gap, and carries on from it', async () => {
    const main = fakeMain();
    await main.answer(succeed(aPortfolio({ sequence: 5 })));
    main.patch(patchAt(6, '2'));
    main.patch(patchAt(8, '4'));
    await main.frame();
    expect(ready(main).sequence).toBe(6);
    expect(main.requests()).toBe(1);
    main.patch(patchAt(9, '5'));
    await main.answer(succeed(aPortfolio({ sequence: 8 })));
    await main.frame();
    expect(ready(main).sequence).toBe(9);
    expect(ready(main).book.balances.get(keyOf)?.total).toBe('5');
  });

  it('keeps the patches that come before the first full state, and drops those it contains', async () => {
    const main = fakeMain();
    main.patch(patchAt(3, '1'));
    main.patch(patchAt(4, '2'));
    await main.answer(succeed(aPortfolio({ sequence: 3 })));
    await main.frame();
    expect(ready(main).sequence).toBe(4);
    expect(ready(main).book.balances.get(keyOf)?.total).toBe('2');
  });

  it('ignores a patch that it already has', async () => {
    const main = fakeMain();
    await main.answer(succeed(aPortfolio({ sequence: 5 })));
    main.patch(patchAt(5, '9'));
    await main.frame();
    expect(ready(main).sequence).toBe(5);
    expect(ready(main).book.balances.has(keyOf)).toBe(false);
    expect(main.requests()).toBe(0);
  });

  it('shows why there is no portfolio, and tries again when the next patch comes', async () => {
    const main = fakeMain();
    await main.answer(fail('internal', 'No answer.'));
    expect(main.store.getState()).toMatchObject({ phase: 'failed' });
    main.patch(patchAt(2, '1'));
    await main.frame();
    expect(main.requests()).toBe(1);
    await main.answer(succeed(aPortfolio({ sequence: 2 })));
    expect(ready(main).sequence).toBe(2);
  });

  it('keeps the last portfolio when a resync fails', async () => {
    const main = fakeMain();
    await main.answer(succeed(aPortfolio({ sequence: 5 })));
    main.patch(patchAt(9, '2'));
    await main.frame();
    await main.answer(fail('internal', 'No answer.'));
    expect(ready(main).sequence).toBe(5);
  });

  it('says nothing more once stopped', async () => {
    const main = fakeMain();
    await main.answer(succeed(aPortfolio({ sequence: 5 })));
    main.sync.stop();
    main.patch(patchAt(6, '2'));
    await main.frame();
    expect(ready(main).sequence).toBe(5);
  });
});
