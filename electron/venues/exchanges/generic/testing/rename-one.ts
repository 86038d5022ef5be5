import { tryDecimal } from '../../../../../shared/base/decimal';
import type { Answers } from './venue-answers';

/** Fields that say what kind of row it is. */
const KINDS = ['type', 'accountType', 'walletType'];

interface Place {
  readonly owner: Record<string, unknown>;
  readonly name: string;
}

/** A copy in which one field that has figures in it goes by another name, or one row is of another kind. */
export function renameOne(answers: Answers, random: () => number): Answers {
  const copy = structuredClone(answers) as Record<string, unknown>;
  const places = Object.values(copy).flatMap(placesIn);
  const place = places[Math.floor(random() * places.length)];
  if (place === undefined) return copy;
  const { owner, name } = place;
  if (KINDS.includes(name)) {
    owner[name] = 'A_KIND_THAT_NOBODY_KNOWS';
    return copy;
  }
  const renamed = random() < 0.5 ? `other${name}` : `${name}other`;
  owner[renamed] = owner[name];
  Reflect.deleteProperty(owner, name);
  return copy;
}

/** Every field with figures, however deep, and every kind of a row that has some. */
function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(placesIn);
  const owner = value as Record<string, unknown>;
  return Object.entries(owner).flatMap(([name, part]) => {
    const isKind = KINDS.includes(name) && Object.values(owner).some(hasFigure);
    return [...(isKind || hasFigure(part) ? [{ owner, name }] : []), ...placesIn(part)];
  });
}

function hasFigure(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(hasFigure);
  return tryDecimal(typeof value === 'number' ? String(value) : value)?.isZero() === false;
}
