import type { AssetId } from '../../../shared/assets/asset';
import { knownAsset } from '../../../shared/assets/asset-registry';
import { KNOWN_ASSETS } from '../../../shared/assets/known-assets';
import type { AccountType } from '../../../shared/portfolio/balance';
import type { ConnectionId } from '../../../shared/base/ids';
import type { RebalanceAsset } from '../../../shared/rebalancing/rebalance-input';
import {
  targetProblems,
  targetSetSchema,
  targetTotal,
  type Scope,
  type Target,
  type TargetSet,
} from '../../../shared/rebalancing/targets';
import type { Connection } from '../../../shared/portfolio/venue';

/** One line of the editor: an asset by its code, or a group of several. */
export interface DraftLine {
  readonly key: string;
  readonly group: boolean;
  readonly name: string;
  /** `BTC`, or `USDT, USDC` for a group. */
  readonly codes: string;
  readonly percent: string;
  /** Added a moment ago: what is typed next goes into it. */
  readonly isNew?: boolean;
}

/** Targets as they are typed. */
export interface TargetDraft {
  readonly name: string;
  readonly lines: readonly DraftLine[];
  readonly everythingElse: string;
  readonly bandPoints: string;
  readonly bandRelative: string;
  readonly maxCostPercent: string;
  readonly excluded: string;
  readonly venues: readonly string[];
  readonly accountTypes: readonly AccountType[];
  readonly connections: readonly ConnectionId[];
}

export type DraftOutcome = {
  readonly problems: readonly string[];
  /** The percentages that are set, added up; absent while one of them is no number. */
  readonly total?: string;
  readonly set?: TargetSet;
};

export interface DraftNames {
  readonly assets: ReadonlyMap<AssetId, RebalanceAsset>;
}

export function draftOf(set: TargetSet, names: DraftNames): TargetDraft {
  const codeOf = (id: AssetId): string => writtenAs(id, names);
  return {
    name: set.name,
    lines: set.targets.map((target, index) => ({
      key: `line-${index}`,
      group: target.kind === 'group',
      name: target.kind === 'group' ? target.name : '',
      codes: target.kind === 'group' ? target.assets.map(codeOf).join(', ') : codeOf(target.asset),
      percent: target.percent,
    })),
    everythingElse: set.everythingElse === 'left-alone' ? '' : set.everythingElse,
    bandPoints: set.bandPoints,
    bandRelative: set.bandRelative ?? '',
    maxCostPercent: set.maxCostPercent,
    excluded: set.excluded.map(codeOf).join(', '),
    venues: set.scope.venues ?? [],
    accountTypes: set.scope.accountTypes ?? [],
    connections: set.scope.connections ?? [],
  };
}

/** The set that a draft means, or what keeps it from being one, in words. */
export function readDraft(draft: TargetDraft, base: TargetSet, names: DraftNames): DraftOutcome {
  const problems: string[] = [];
  const idsOf = (codes: string): AssetId[] =>
    codes
      .split(/[\s,;]+/)
      .filter((code) => code !== '')
      .flatMap((code) => {
        const id = assetOf(code, names);
        if (id === undefined)
          problems.push(
            `There is no asset ${code}: give the code of one you hold, or a known one such as BTC.`,
          );
        return id === undefined ? [] : [id];
      });
  const targets = draft.lines.flatMap((line): Target[] => {
    const ids = idsOf(line.codes);
    const percent = line.percent.trim() === '' ? '0' : line.percent.trim();
    const [first] = ids;
    if (first === undefined) {
      if (line.codes.trim() === '')
        problems.push('Each line needs an asset, or several for a group.');
      return [];
    }
    if (line.group)
      return [{ kind: 'group', name: line.name.trim(), assets: [...new Set(ids)], percent }];
    if (ids.length > 1) problems.push(`${line.codes} is more than one asset: make it a group.`);
    return [{ kind: 'asset', asset: first, percent }];
  });
  const { bandRelative: _relative, ...rest } = base;
  const parsed = targetSetSchema.safeParse({
    ...rest,
    name: draft.name,
    targets,
    scope: scopeOf(draft),
    everythingElse: draft.everythingElse.trim() === '' ? 'left-alone' : draft.everythingElse.trim(),
    bandPoints: draft.bandPoints.trim(),
    ...(draft.bandRelative.trim() === '' ? {} : { bandRelative: draft.bandRelative.trim() }),
    maxCostPercent: draft.maxCostPercent.trim(),
    excluded: idsOf(draft.excluded),
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { problems: [...problems, issue?.message ?? 'These targets cannot be used.'] };
  }
  const codeOf = (id: AssetId): string => names.assets.get(id)?.code ?? id;
  problems.push(...targetProblems(parsed.data, codeOf));
  const total = targetTotal(parsed.data).toFixed();
  return problems.length === 0 ? { problems, total, set: parsed.data } : { problems, total };
}

/** The part of the portfolio that was chosen; what nothing is chosen of leaves nothing out. */
export function scopeOf({
  venues,
  accountTypes,
  connections,
}: Pick<TargetDraft, 'venues' | 'accountTypes' | 'connections'>): Scope {
  return {
    ...(venues.length === 0 ? {} : { venues: [...venues] }),
    ...(accountTypes.length === 0 ? {} : { accountTypes: [...accountTypes] }),
    ...(connections.length === 0 ? {} : { connections: [...connections] }),
  };
}

export interface ConnectionChoice {
  readonly value: ConnectionId;
  readonly label: string;
}

/**
 * Connections to choose among: those at the chosen venues, each with its venue's name; of what was chosen
 * also those that are gone, so that they can be taken out.
 */
export function connectionChoices(
  connections: readonly Pick<Connection, 'id' | 'label' | 'venue'>[],
  { venues, connections: chosen }: Pick<TargetDraft, 'venues' | 'connections'>,
  nameOf: (venue: string) => string,
): readonly ConnectionChoice[] {
  const shown = connections.filter(
    ({ id, venue }) => venues.length === 0 || venues.includes(venue) || chosen.includes(id),
  );
  const gone = chosen.filter((id) => !connections.some((one) => one.id === id));
  return [
    ...shown.map(({ id, label, venue }) => ({ value: id, label: `${label} (${nameOf(venue)})` })),
    ...gone.map((id) => ({ value: id, label: 'A connection that was removed' })),
  ];
}

/** What can be typed for an asset: what is held first, then what is known everywhere. */
export function assetChoices(
  names: DraftNames,
): readonly { readonly text: string; readonly name: string }[] {
  const choices = new Map<string, string>();
  for (const { id } of names.assets.values())
    choices.set(writtenAs(id, names), knownAsset(id)?.name ?? id);
  for (const [code, name] of KNOWN_ASSETS)
    if (!choices.has(code) && assetOf(code, names) === code) choices.set(code, name);
  return [...choices].map(([text, name]) => ({ text, name }));
}

/** The code of an asset, or its id where the code would be read as another one. */
export function writtenAs(id: AssetId, names: DraftNames): string {
  const code = names.assets.get(id)?.code ?? knownAsset(id)?.code ?? id;
  return assetOf(code, names) === id ? code : id;
}

/** A code means what is held by that code, else what it means everywhere. */
function assetOf(code: string, { assets }: DraftNames): AssetId | undefined {
  if (assets.has(code)) return code;
  const upper = code.toUpperCase();
  for (const asset of assets.values()) if (asset.code.toUpperCase() === upper) return asset.id;
  return knownAsset(upper)?.id;
}
