import { VenueFailure } from '../../reading/venue-failure';
import type { RequestWeight } from '../limits/rate-budget';
import type { CcxtConstructor, CcxtExchange } from './ccxt-exchange';

/** `GET /api/v3/account`: an HTTP method and the path at the venue's own host. */
export type RequestName = `${'GET' | 'POST' | 'PUT'} /${string}`;

/** Which requests may leave, and what each takes from the budget. */
export interface ReadPolicy {
  /** All of them, where they are a list. */
  readonly requests?: Readonly<Record<RequestName, RequestWeight>>;
  weightOf(method: string, path: string): RequestWeight | undefined;
  /** Whether ccxt's definition of an endpoint is kept: `GET` and the end of its path. */
  keeps(method: string, pathEnd: string): boolean;
}

/**
 * The policy of a venue with readers of its own: these requests and no others. A path may have places
 * for names and numbers, `/futures/{settle}/accounts`: each stands for one segment of letters, digits,
 * `_` and `-`, and so never for more of the path, a way up, or anything encoded.
 */
export function onlyThese(requests: Readonly<Record<RequestName, RequestWeight>>): ReadPolicy {
  const byName = new Map<string, RequestWeight>(Object.entries(requests));
  const templates = Object.entries(requests)
    .filter(([name]) => hasPlace(name))
    .map(([name, weight]) => ({ pattern: patternOf(name), weight }));
  // ccxt names the places in its own way.
  const unnamed = [...byName.keys()].map(withoutNames);
  return {
    requests,
    weightOf: (method, path) => {
      const name = `${method} ${path}`;
      return hasPlace(name)
        ? undefined
        : (byName.get(name) ?? templates.find(({ pattern }) => pattern.test(name))?.weight);
    },
    keeps: (method, pathEnd) =>
      unnamed.some(
        (name) => name.startsWith(`${method} `) && name.endsWith(`/${withoutNames(pathEnd)}`),
      ),
  };
}

/** A place in a path, which is a whole segment of it. */
const PLACE = /(?<=\/|^)\{[^{}/]*\}(?=\/|$)/g;

function hasPlace(name: string): boolean {
  return name.includes('{');
}

function withoutNames(path: string): string {
  return path.replace(PLACE, '{}');
}

function patternOf(name: string): RegExp {
  const literally = (part: string): string => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${name.split(PLACE).map(literally).join('[A-Za-z0-9_-]+')}$`);
}

/** Words in a path that are about acting. A path with one is never requested at a generic venue. */
const ACTING_WORDS =
  /(^|[^a-z])(withdraw\w*|transfer\w*|cancel\w*|create\w*|place\w*|buy|sell|borrow\w*|repay\w*|loan\w*|redeem\w*|convert\w*|stak(e|ing)|leverage|payout\w*|send\w*)([^a-z]|$)/i;
const ACTING_WORDS_WHEN_POSTED =
  /(orders?|positions?|(^|[^a-z])(swap|exchange))$|(^|[^a-z])deposit\w*([^a-z]|$)/i;

/** The policy of all other venues: nothing whose path speaks of acting, and only GET and POST. */
export function readingOnly(weight: RequestWeight): ReadPolicy {
  const isReading = (method: string, path: string): boolean =>
    method === 'GET'
      ? !ACTING_WORDS.test(path)
      : method === 'POST' && !ACTING_WORDS.test(path) && !ACTING_WORDS_WHEN_POSTED.test(path);
  return {
    weightOf: (method, path) => (isReading(method, path) ? weight : undefined),
    keeps: isReading,
  };
}

/** A venue's class without the endpoints that the policy does not allow: they are not even defined. */
export function readOnlyClass(Venue: CcxtConstructor, policy: ReadPolicy): CcxtConstructor {
  // Each connection has several instances, and all of one venue have the same endpoints.
  let api: unknown;
  return class extends Venue {
    override describe(): { api?: unknown } {
      const description = super.describe();
      api ??= frozen(prune(description.api, policy));
      return { ...description, api };
    }
  };
}

/** What instances share must not be changed by one of them. */
function frozen(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
}

const HTTP_METHOD = /^(get|post|put|delete|head|patch)$/i;

function prune(api: unknown, policy: ReadPolicy): unknown {
  if (typeof api !== 'object' || api === null || Array.isArray(api)) return api;
  return Object.fromEntries(
    Object.entries(api).map(([key, value]: [string, unknown]) => {
      if (!HTTP_METHOD.test(key)) return [key, prune(value, policy)];
      const method = key.toUpperCase();
      if (Array.isArray(value))
        return [key, value.filter((path) => policy.keeps(method, String(path)))];
      const endpoints = Object.entries(value as object);
      return [key, Object.fromEntries(endpoints.filter(([path]) => policy.keeps(method, path)))];
    }),
  );
}

/** Names of ccxt's methods that act on an account, in both of its spellings. */
const ACTING_METHOD =
  /^((create|edit|cancel|close|replace|place|submit)\w*(order|position|trade|twap|address|account|code|vault|transfer)|withdraw|transfer|borrow|repay|redeem|set_?(leverage|margin|position_?mode)|add_?margin|reduce_?margin|modify_?margin)/i;

/** An instance has thousands of names, and every other instance has them as well. */
const judgedNames = new Map<string, boolean>();

function isActing(name: string): boolean {
  let acting = judgedNames.get(name);
  if (acting === undefined) {
    acting = ACTING_METHOD.test(name);
    judgedNames.set(name, acting);
  }
  return acting;
}

/** Replaces every method of the instance that acts on an account by one that refuses. */
export function disarm(exchange: CcxtExchange): void {
  for (const name of actingMethods(exchange))
    Object.defineProperty(exchange, name, {
      value: () => {
        throw new VenueFailure('refused', `${name} is not reading`);
      },
    });
}

/** Names of the methods of an object, inherited ones too, that act on an account. */
export function actingMethods(exchange: object): readonly string[] {
  const names = new Set<string>();
  for (
    let owner: object | null = exchange;
    owner !== null && owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner) as object | null
  )
    for (const name of Object.getOwnPropertyNames(owner))
      if (isActing(name) && typeof Reflect.get(exchange, name) === 'function') names.add(name);
  return [...names];
}

const ACTING_MESSAGE = /order|withdraw|transfer|cancel|amend|borrow|repay/i;

/** Throws for a WebSocket message that asks the venue to act. */
export function checkSocketMessage(message: unknown): void {
  const fields: unknown = typeof message === 'string' ? safeParse(message) : message;
  if (typeof fields !== 'object' || fields === null) return;
  for (const key of ['method', 'op', 'event', 'action']) {
    const verb: unknown = Reflect.get(fields, key);
    if (typeof verb === 'string' && ACTING_MESSAGE.test(verb))
      throw new VenueFailure('refused', 'a message to the venue is not reading');
  }
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
