// @ts-check
/**
 * What may import what: floors, the owners of packages, and no circles. `npm run check` looks at it.
 * @typedef {import('dependency-cruiser').IForbiddenRuleType} Rule
 */

/** Floors and rooms by where they are; the first that fits is a file's. */
const floors = {
  shared: '^shared/',
  timing: '^electron/timing/',
  processes: '^electron/processes/',
  ports: '^electron/engine/ports/',
  engine: '^electron/engine/',
  reading: '^electron/venues/reading/',
  http: '^electron/venues/protocol/http/',
  protocol: '^electron/venues/protocol/',
  exchanges: '^electron/venues/exchanges/',
  chains: '^electron/venues/chains/',
  keychain: '^electron/keychain/',
  store: '^electron/store/',
  simulator: '^electron/simulator/',
  worker: '^electron/worker/',
  desktop: '^electron/desktop/',
  entries: '^electron/[^/]+$',
  bridge: '^renderer/bridge/',
  stores: '^renderer/stores/',
  viewModels: '^renderer/view-models/',
  components: '^renderer/(components|charts|styles)/',
  screens: '^renderer/(screens/|[^/]+$)',
  e2e: '^e2e/',
};

/** What each may import besides itself and packages. @type {Record<keyof typeof floors, (keyof typeof floors)[]>} */
const mayImport = {
  shared: [],
  timing: ['ports'],
  processes: ['shared'],
  ports: ['shared'],
  engine: ['shared', 'ports', 'timing'],
  reading: ['shared', 'ports', 'timing'],
  http: ['shared', 'ports', 'timing', 'reading'],
  protocol: ['shared', 'ports', 'timing', 'reading', 'http'],
  exchanges: ['shared', 'ports', 'timing', 'reading', 'http', 'protocol'],
  chains: ['shared', 'ports', 'timing', 'reading', 'http'],
  keychain: ['shared', 'ports', 'timing'],
  store: ['shared', 'processes', 'ports', 'timing'],
  simulator: ['shared', 'processes', 'ports', 'timing'],
  worker: ['shared', 'processes', 'ports', 'timing'],
  desktop: ['shared', 'processes', 'ports', 'timing', 'engine'],
  entries: [
    ...['shared', 'processes', 'ports', 'timing', 'engine', 'reading', 'protocol'],
    ...['exchanges', 'chains', 'keychain', 'store', 'simulator', 'worker', 'desktop'],
  ],
  bridge: ['shared', 'stores'],
  stores: ['shared', 'bridge'],
  viewModels: ['shared', 'stores'],
  components: ['shared', 'bridge', 'stores', 'viewModels'],
  screens: ['shared', 'bridge', 'stores', 'viewModels', 'components'],
  e2e: [
    ...['shared', 'processes', 'ports', 'timing', 'engine', 'protocol', 'exchanges', 'chains'],
    ...['store', 'simulator'],
  ],
};

/** Packages that one place alone imports, and what that place is. @type {[RegExp, string, string][]} */
const owners = [
  [/^(node_modules\/ccxt\/|@venue\/)/, '^electron/venues/(protocol/ccxt|exchanges)/', 'venues'],
  [/^node_modules\/(@github\/)?keytar\//, '^electron/keychain/', 'keychain'],
  [/^node_modules\/(@unni-craftsman|pg)\//, '^electron/store/engines/', 'engines'],
  [/^node_modules\/(viem|@noble)\//, '^electron/venues/chains/', 'chains'],
  [/^node_modules\/electron\//, '^electron/(desktop/|[^/]+$)', 'desktop'],
];

/** @param {string} name @returns {Rule} */
const arrowsOf = (name) => {
  const names = Object.keys(floors);
  const before = names.slice(0, names.indexOf(name)).filter((other) => isWithin(other, name));
  const allowed = [name, ...mayImport[name]];
  return {
    name: `${name}-imports-only`,
    comment: `${name} may import ${mayImport[name].join(', ') || 'nothing'}.`,
    severity: 'error',
    from: { path: floors[name], pathNot: before.map((other) => floors[other]) },
    to: {
      path: '^(shared|electron|renderer|e2e)/',
      pathNot: allowed.map((one) => floors[one]),
    },
  };
};

/** @param {string} inner @param {string} outer */
const isWithin = (inner, outer) => floors[inner].startsWith(floors[outer]);

/** One small interface is between the store and its engines (`delivery/engine.ts`). @type {Rule[]} */
const storeArrows = [
  {
    name: 'only-the-opener-knows-the-engines',
    comment: 'Only electron/store/process chooses an engine; all else of the store works with any.',
    severity: 'error',
    from: { path: '^electron/', pathNot: '^electron/store/(engines|process)/' },
    to: { path: '^electron/store/engines/' },
  },
  {
    name: 'no-engine-knows-another',
    comment: 'An engine can be taken away without the others.',
    severity: 'error',
    from: { path: '^electron/store/engines/([^/]+)/' },
    to: { path: '^electron/store/engines/', pathNot: '^electron/store/engines/$1/' },
  },
  {
    name: 'no-engine-knows-who-opens-it',
    comment: 'What an engine needs of the store it is given when it is opened.',
    severity: 'error',
    from: { path: '^electron/store/engines/' },
    to: { path: '^electron/store/(history|process|queries)/' },
  },
  {
    name: 'the-journal-knows-no-database',
    comment: 'What is in the outbox is files; how they get into tables is delivery.',
    severity: 'error',
    from: { path: '^electron/store/outbox/' },
    to: { path: '^electron/store/(?!outbox/|files/|storage-error)' },
  },
];

module.exports = {
  forbidden: [
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-circles-of-rooms',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    ...Object.keys(floors).map(arrowsOf),
    ...storeArrows,
    ...owners.map(([packages, owner, name]) => ({
      name: `only-${name}-imports-it`,
      comment: `Only ${owner} imports this package.`,
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/', pathNot: owner },
      to: { path: packages.source },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: {
      path: ['\\.test\\.tsx?$', '\\.module\\.css$', '/testing/', '^renderer/dev/', '^e2e/'],
    },
    tsPreCompilationDeps: true,
  },
};
