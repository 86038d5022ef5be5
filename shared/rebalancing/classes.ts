import type { AssetId } from '../assets/asset';
import { decimal, type Decimal } from '../base/decimal';
import type { RebalanceAsset } from './rebalance-input';
import type { ClassId } from './rebalance-plan-types';
import { HUNDRED } from './ratio';
import { targetTotal, type TargetSet } from './targets';

/** Assets that are weighed together against one target. */
export interface TargetClass {
  readonly id: ClassId;
  readonly kind: 'asset' | 'group' | 'rest';
  readonly name: string;
  /** In the order of their ids, so that no result depends on that of the input. */
  readonly assets: readonly AssetId[];
  /** Percent of the total. */
  readonly target: Decimal;
  /** Without a target of its own: it is not traded, but its cash pays and is paid. */
  readonly leftAlone: boolean;
}

export const REST: ClassId = 'rest';

/**
 * The classes of a set of targets, and everything else last.
 * @param held all assets that are weighed
 */
export function targetClasses(
  set: TargetSet,
  held: Iterable<AssetId>,
  assets: ReadonlyMap<AssetId, RebalanceAsset>,
): readonly TargetClass[] {
  const classes = set.targets.map((target): TargetClass => {
    const common = { target: decimal(target.percent), leftAlone: false };
    return target.kind === 'asset'
      ? {
          ...common,
          id: `asset:${target.asset}`,
          kind: 'asset',
          name: assets.get(target.asset)?.code ?? target.asset,
          assets: [target.asset],
        }
      : {
          ...common,
          id: `group:${target.name}`,
          kind: 'group',
          name: target.name,
          assets: [...target.assets].sort(),
        };
  });
  const targeted = new Set(classes.flatMap((one) => one.assets));
  const leftAlone = set.everythingElse === 'left-alone';
  return [
    ...classes.sort((one, other) => (one.id < other.id ? -1 : 1)),
    {
      id: REST,
      kind: 'rest',
      name: 'Everything else',
      assets: [...new Set(held)].filter((asset) => !targeted.has(asset)).sort(),
      target: leftAlone ? HUNDRED.minus(targetTotal(set)) : decimal(set.everythingElse as string),
      leftAlone,
    },
  ];
}
