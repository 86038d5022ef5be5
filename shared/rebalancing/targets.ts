import { z } from 'zod';
import { codeSchema, nameSchema } from '../base/text-schemas';
import type { AssetId } from '../assets/asset';
import { decimal, sum, ZERO, type Decimal } from '../base/decimal';
import { ACCOUNT_TYPES } from '../portfolio/balance';

const HUNDRED = decimal('100');

const assetId = codeSchema(200);
const percent = z
  .string()
  .max(40)
  .regex(/^\d+(\.\d{1,10})?$/, 'Give a plain number of percent such as 12.5.');

/** How much of the part one asset, or one group of assets, should be. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('asset'), asset: assetId, percent }),
  z.strictObject({
    kind: z.literal('group'),
    name: nameSchema(40, 'Give the group a name.'),
    assets: z.array(assetId).min(1, 'Put at least one asset into the group.').max(200),
    percent,
  }),
]);
export type Target = z.infer<typeof targetSchema>;

/** The part of the portfolio that is weighed; an absent list leaves nothing out. */
export const scopeSchema = z.strictObject({
  venues: z.array(z.string().max(40)).min(1).max(200).optional(),
  accountTypes: z.array(z.enum(ACCOUNT_TYPES)).min(1).optional(),
  connections: z.array(z.string().max(100)).min(1).max(500).optional(),
});
export type Scope = z.infer<typeof scopeSchema>;

/** A named plan of how the portfolio, or a part of it, should be spread. */
export const targetSetSchema = z.strictObject({
  id: z.string().min(1).max(60),
  name: nameSchema(60, 'Give the targets a name.'),
  scope: scopeSchema,
  targets: z.array(targetSchema).max(500),
  /**
   * What has no target of its own: `left-alone` is not traded except that cash in it pays for what is
   * bought and takes what is sold; a percentage makes it a class like a group.
   */
  everythingElse: z.union([z.literal('left-alone'), percent]),
  /** Half the width of a band in percentage points. */
  bandPoints: percent,
  /** Half the width of a band in percent of the target, where that is narrower. */
  bandRelative: percent.optional(),
  /** Counted, but never sold or bought. */
  excluded: z.array(assetId).max(500),
  /** Trades that cost more than this percentage of what they move are left out. */
  maxCostPercent: percent,
});
export type TargetSet = z.infer<typeof targetSetSchema>;

/** The default threshold of the field, in percentage points. */
export const DEFAULT_BAND_POINTS = '2';
export const DEFAULT_MAX_COST_PERCENT = '1';

/** Of the whole portfolio, without a target yet. */
export function emptyTargetSet(id: string, name: string): TargetSet {
  return {
    id,
    name,
    scope: {},
    targets: [],
    everythingElse: 'left-alone',
    bandPoints: DEFAULT_BAND_POINTS,
    excluded: [],
    maxCostPercent: DEFAULT_MAX_COST_PERCENT,
  };
}

/** What is wrong with targets, in words that say what to do; an empty list for good ones. */
export function targetProblems(
  set: Pick<TargetSet, 'targets' | 'everythingElse'>,
  nameOf: (asset: AssetId) => string = (asset) => asset,
): readonly string[] {
  const problems: string[] = [];
  const total = targetTotal(set);
  const figure = total.toDecimalPlaces(4).toFixed();
  if (total.greaterThan(HUNDRED))
    problems.push(
      `The targets add up to ${figure} %, which is ${total.minus(HUNDRED).toDecimalPlaces(4).toFixed()} points more than there is. Lower some of them.`,
    );
  else if (set.everythingElse !== 'left-alone' && !total.equals(HUNDRED))
    problems.push(
      `The targets and everything else add up to ${figure} %, not to 100 %. Change one of them, or leave everything else alone.`,
    );
  const seen = new Map<AssetId, string>();
  for (const target of set.targets)
    for (const asset of target.kind === 'asset' ? [target.asset] : target.assets) {
      const label = target.kind === 'asset' ? 'a target of its own' : `the group ${target.name}`;
      const before = seen.get(asset);
      if (before !== undefined)
        problems.push(
          `${nameOf(asset)} has ${before} and is in ${label} as well. Take it out of one.`,
        );
      seen.set(asset, label);
    }
  const names = set.targets.flatMap((target) => (target.kind === 'group' ? [target.name] : []));
  for (const name of new Set(names.filter((one, index) => names.indexOf(one) !== index)))
    problems.push(`Two groups are called ${name}. Give one of them another name.`);
  return problems;
}

/** Every asset that has a target, of its own or in a group. */
export function targetedAssets({ targets }: Pick<TargetSet, 'targets'>): ReadonlySet<AssetId> {
  return new Set(
    targets.flatMap((target) => (target.kind === 'asset' ? [target.asset] : target.assets)),
  );
}

/** All percentages that are set, added up. */
export function targetTotal({
  targets,
  everythingElse,
}: Pick<TargetSet, 'targets' | 'everythingElse'>): Decimal {
  const set = sum(targets.map((target) => decimal(target.percent)));
  return set.plus(everythingElse === 'left-alone' ? ZERO : decimal(everythingElse));
}
