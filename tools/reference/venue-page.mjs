// @ts-check
import { code, table } from './markdown.mjs';
import { unknownCalls } from './venue-calls.mjs';
import { publishedFee } from './venues-overview.mjs';

/** @typedef {import('./venues.mjs').Venues} Venues */
/** @typedef {import('./venues.mjs').Definition} Definition */
/** @typedef {import('./venues.mjs').Documentation} Documentation */

/** What the parts of a key are called. */
const fieldNames = {
  apiKey: 'API key',
  secret: 'secret',
  password: 'passphrase',
  address: 'address',
};

/**
 * The page of a venue with readers of its own.
 * @param {Definition} definition
 * @param {Venues} venues
 */
export function venuePage(definition, venues) {
  const { info, policy } = definition;
  const documentation = venues.documentation.get(info.id);
  if (documentation === undefined) throw new Error(`Nothing is said of ${info.id}.`);
  const unknown = unknownCalls(JSON.stringify(documentation), Object.keys(policy.requests ?? {}));
  if (unknown.length > 0) throw new Error(`${info.id} cannot ask ${unknown.join(', ')}.`);
  return [
    `# ${info.name}`,
    facts(definition, documentation),
    ...(documentation.notes === undefined ? [] : [documentation.notes.join(' ')]),
    '## What is read',
    ...accountSections(definition, documentation, venues),
    ...ordersSection(definition, documentation, venues),
    '## Requests',
    'Nothing else can be sent. A request takes its weight from its limit.',
    requestTable(definition),
    limitTable(definition),
    ...refusals(definition, documentation, venues),
  ].join('\n\n');
}

/** @param {Definition} definition @param {Documentation} documentation */
function facts({ info, tickers, inOrder }, { accountId }) {
  const fields = info.credentials.map(
    (field) => info.credentialNames?.[field] ?? fieldNames[field],
  );
  const prices = tickers && (tickers.marketsPerSubscription > 0 ? 'pushed' : 'polled');
  return table(
    ['', ''],
    [
      ['id', code(info.id)],
      ['opened by', fields.join(', ')],
      ...(info.keyPage === undefined ? [] : [['keys are made at', `<${info.keyPage}>`]]),
      ['account types', info.accountTypes.join(', ')],
      ['balances between refreshes', info.updates === 'stream' ? 'pushed' : 'polled'],
      ...(prices === undefined ? [] : [['prices between refreshes', prices]]),
      ['an account is known by', accountId ?? 'nothing'],
      ...(inOrder === true ? [['requests of a key', 'one after another']] : []),
    ],
  );
}

/** @param {Definition} definition @param {Documentation} documentation @param {Venues} venues */
function accountSections({ info }, { accounts = {}, like }, venues) {
  const original = venues.own.find((one) => one.info.id === like?.venue);
  if (like !== undefined) {
    if (original === undefined) throw new Error(`${info.id}: there is no venue ${like.venue}.`);
    const unknown = info.accountTypes.filter((type) => !original.info.accountTypes.includes(type));
    if (unknown.length > 0)
      throw new Error(`${info.id}: ${original.info.id} has no ${unknown[0]}.`);
    return [
      `As at [${original.info.name}](${original.info.id}.md), at ${code(like.host)}: ${info.accountTypes.join(', ')}.`,
      ...unseen(info.notSeen, info.accountTypes),
    ];
  }
  const types = Object.keys(accounts);
  const silent = info.accountTypes.filter((type) => accounts[type] === undefined);
  if (silent.length > 0) throw new Error(`${info.id}: nothing says what is read of ${silent[0]}.`);
  return types.flatMap((name) => {
    const type = /** @type {keyof typeof accounts} */ (name);
    const account = accounts[type];
    const missing = info.notSeen?.[type] ?? [];
    return [
      `### ${type}`,
      [
        `- Read by: ${account?.readBy}.`,
        ...(account?.positions === undefined ? [] : [`- Positions: ${account.positions}.`]),
        ...(missing.length === 0 ? [] : [`- Not seen: ${missing.join('; ')}.`]),
      ].join('\n'),
      ...(account?.notes === undefined ? [] : [account.notes.join(' ')]),
    ];
  });
}

/** @param {Definition['info']['notSeen']} notSeen @param {readonly string[]} types */
function unseen(notSeen = {}, types) {
  const rows = Object.entries(notSeen).filter(([type]) => types.includes(type) || type === 'earn');
  return rows.length === 0
    ? []
    : [rows.map(([type, products]) => `- Not seen of ${type}: ${products.join('; ')}.`).join('\n')];
}

/** @param {Definition} definition @param {Documentation} documentation @param {Venues} venues */
function ordersSection({ info, orders }, { orders: told, like }, venues) {
  if (orders === undefined) return ['## What orders meet', 'It has no spot markets.'];
  const own = typeof told === 'object' ? told : undefined;
  const alike = venues.own.find(
    (one) => one.info.id === (own === undefined ? (told ?? like?.venue) : ''),
  );
  if (own === undefined && alike === undefined)
    throw new Error(`${info.id}: nothing is said of what orders meet.`);
  if (own !== undefined && (own.waysOut === undefined) !== (orders.withdrawalTerms === undefined))
    throw new Error(`${info.id}: ways out are told and not described, or described and not told.`);
  const from = orders.feeFrom === 'quote' ? 'the quote' : 'what is received';
  const page = orders.tradePage?.('BTC', 'USDT');
  return [
    '## What orders meet',
    [
      ...(own === undefined
        ? [`- As at [${alike?.info.name}](${alike?.info.id}.md).`]
        : [
            `- Rules of a market: ${own.rules}.`,
            `- Order book: ${own.book}.`,
            `- Fee of this account: ${own.fee}.`,
            `- Ways out: ${own.waysOut ?? 'not told'}.`,
          ]),
      `- Published taker's fee: ${publishedFee(orders)}, taken from ${from}.`,
      ...(page === undefined ? [] : [`- Page of a pair: <${page}>.`]),
    ].join('\n'),
    ...(own?.notes === undefined ? [] : [own.notes.join(' ')]),
  ];
}

/** @param {Definition} definition */
function requestTable({ policy }) {
  const rows = Object.entries(policy.requests ?? {});
  return table(
    ['request', 'limit', 'weight'],
    rows.map(([name, { limit, weight }]) => [code(name), limit, String(weight)]),
  );
}

/** @param {Definition} definition */
function limitTable({ limits }) {
  return table(
    ['limit', 'weight', 'in', 'for each'],
    Object.entries(limits.limits).map(([name, { capacity, periodMs, per, eachRequest }]) => [
      name,
      String(capacity),
      `${periodMs / 1000} s`,
      `${per === 'key' ? 'key' : 'network address'}${eachRequest === true ? ' and request' : ''}`,
    ]),
  );
}

/** @param {Definition} definition @param {Documentation} documentation @param {Venues} venues */
function refusals({ info, errors }, { refusals: notes = {} }, { meanings }) {
  const codes = Object.entries(errors?.codes ?? {});
  if (codes.length === 0) return [];
  const lost = Object.keys(notes).filter((one) => !codes.some(([name]) => name === one));
  if (lost.length > 0) throw new Error(`${info.id}: there is no code ${lost[0]}.`);
  return [
    '## What a refusal is taken for',
    table(
      ['code', 'what is wrong', ''],
      codes.map(([name, meaning]) => [code(name), meanings[meaning] ?? meaning, notes[name] ?? '']),
    ),
  ];
}
