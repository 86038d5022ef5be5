// @ts-check
import { table } from './markdown.mjs';

/** @typedef {import('./venues.mjs').Venues} Venues */
/** @typedef {import('./venues.mjs').Definition} Definition */

/** @param {Venues} venues */
export function overviewTable({ own, documentation }) {
  return table(
    ['venue', 'id', 'accounts', 'positions', 'between refreshes', 'published fee', 'ways out'],
    own.map((definition) => {
      const { info, orders } = definition;
      const { accounts = {}, like } = documentation.get(info.id) ?? {};
      const alike =
        like?.hasContracts === true ? documentation.get(like.venue)?.accounts : accounts;
      const withPositions = info.accountTypes.filter(
        (type) => alike?.[type]?.positions !== undefined,
      );
      return [
        `[${info.name}](venues/${info.id}.md)`,
        `\`${info.id}\``,
        info.accountTypes.join(', '),
        withPositions.join(', '),
        info.updates === 'stream' ? 'pushed' : 'polled',
        orders === undefined ? '' : publishedFee(orders),
        orders?.withdrawalTerms === undefined ? '' : 'told',
      ];
    }),
  );
}

/** @param {NonNullable<Definition['orders']>} orders */
export function publishedFee({ publishedTakerFee }) {
  return typeof publishedTakerFee === 'string'
    ? `${Number((Number(publishedTakerFee) * 100).toPrecision(6))} %`
    : 'by market';
}

/** Which venues tell each cause. @param {Venues} venues */
export function meaningsTable({ own, meanings }) {
  /** @type {Map<string, string[]>} */
  const told = new Map();
  for (const { info, errors } of own)
    for (const meaning of new Set(Object.values(errors?.codes ?? {})))
      told.set(meaning, [...(told.get(meaning) ?? []), info.name]);
  const rows = Object.entries(meanings).filter(([meaning]) => told.has(meaning));
  return table(
    ['what is wrong', 'told by'],
    rows.map(([meaning, words]) => [words, (told.get(meaning) ?? []).join(', ')]),
  );
}

/** @param {Venues} venues */
export function genericVenues({ others }) {
  return `${others.map(({ info }) => info.name).join(', ')}.`;
}
