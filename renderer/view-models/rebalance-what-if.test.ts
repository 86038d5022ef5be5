import { beforeEach, describe, expect, it } from 'vitest';
import { emptyTargetSet, type TargetSet } from '../../shared/rebalancing/targets';
import { rebalanceStore } from '../stores/rebalance-store';
import {
  isStuck,
  letOthersMakeRoom,
  resetWhatIf,
  startOver,
  toggleLock,
  tryTarget,
  untryTarget,
} from './rebalance-what-if';

const set: TargetSet = {
  ...emptyTargetSet('set', 'Set'),
  targets: [
    { kind: 'asset', asset: 'BTC', percent: '40' },
    { kind: 'asset', asset: 'ETH', percent: '30' },
    { kind: 'group', name: 'Stables', assets: ['USDT'], percent: '20' },
  ],
  everythingElse: '10',
};
const tried = () => Object.fromEntries(rebalanceStore.getState().whatIf);

beforeEach(() => {
  startOver();
  letOthersMakeRoom(true);
});

describe('a target that is tried out', () => {
  it('is made room for by the others', () => {
    tryTarget(set, 'asset:BTC', '70');
    expect(tried()).toEqual({
      'asset:BTC': '70',
      'asset:ETH': '15',
      'group:Stables': '10',
      rest: '5',
    });
  });

  it('leaves no trace of the way it took', () => {
    for (const percent of ['100', '0', '70.3', '55']) tryTarget(set, 'asset:BTC', percent);
    const there = tried();
    resetWhatIf();
    tryTarget(set, 'asset:BTC', '55');
    expect(there).toEqual(tried());
    tryTarget(set, 'asset:BTC', '40');
    expect(tried()).toEqual({ 'asset:BTC': '40' });
  });

  it('starts from what another one left', () => {
    tryTarget(set, 'asset:BTC', '70');
    tryTarget(set, 'asset:ETH', '0');
    expect(tried()).toEqual({
      'asset:BTC': '82.3',
      'asset:ETH': '0',
      'group:Stables': '11.8',
      rest: '5.9',
    });
  });

  it('leaves locked ones alone, and cannot move where all are', () => {
    toggleLock('asset:ETH');
    toggleLock('rest');
    tryTarget(set, 'asset:BTC', '50');
    expect(tried()).toEqual({ 'asset:BTC': '50', 'group:Stables': '10' });
    toggleLock('group:Stables');
    const { locked } = rebalanceStore.getState();
    expect([isStuck(set, 'asset:BTC', locked), isStuck(set, 'rest', locked)]).toEqual([
      true,
      false,
    ]);
    toggleLock('rest');
    expect(isStuck(set, 'asset:BTC', rebalanceStore.getState().locked)).toBe(false);
  });

  it('takes what is left alone before others make room', () => {
    const partial: TargetSet = { ...set, everythingElse: 'left-alone' };
    tryTarget(partial, 'asset:BTC', '50');
    expect(tried()).toEqual({ 'asset:BTC': '50' });
    tryTarget(partial, 'asset:BTC', '70');
    expect(tried()).toEqual({ 'asset:BTC': '70', 'asset:ETH': '18', 'group:Stables': '12' });
    tryTarget(partial, 'asset:BTC', '30');
    expect(tried()).toEqual({ 'asset:BTC': '30' });
    for (const id of ['asset:ETH', 'group:Stables']) toggleLock(id);
    expect(isStuck(partial, 'asset:BTC', rebalanceStore.getState().locked)).toBe(false);
    tryTarget(partial, 'asset:BTC', '70');
    expect(tried()).toEqual({ 'asset:BTC': '50' });
  });

  it('is put back with those that made room for it', () => {
    tryTarget(set, 'asset:BTC', '70');
    untryTarget(set, 'asset:BTC');
    expect(tried()).toEqual({});
  });

  it('moves alone when it is told to, or where there is no other', () => {
    letOthersMakeRoom(false);
    tryTarget(set, 'asset:BTC', '70');
    expect(tried()).toEqual({ 'asset:BTC': '70' });
    letOthersMakeRoom(true);
    resetWhatIf();
    const alone: TargetSet = {
      ...set,
      targets: set.targets.slice(0, 1),
      everythingElse: 'left-alone',
    };
    tryTarget(alone, 'asset:BTC', '70');
    expect(tried()).toEqual({ 'asset:BTC': '70' });
    expect(isStuck(alone, 'asset:BTC', new Set())).toBe(false);
  });
});
