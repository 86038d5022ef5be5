import reactHooks from 'eslint-plugin-react-hooks';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Money is Decimal, never number: these turn it into a float. */
const noFloats = [
  {
    selector: "CallExpression[callee.name='parseFloat']",
    message: 'Amounts and prices are Decimal; parse text with decimal().',
  },
  {
    selector: "CallExpression[callee.property.name='toNumber']",
    message: 'Amounts and prices stay Decimal.',
  },
  {
    selector:
      'TSPropertySignature[key.name=/(amount|price|usd|balance|available|locked|borrowed|total|value|fee|cost|rate)$/i] > TSTypeAnnotation > TSNumberKeyword',
    message: 'Amounts, prices and rates are Decimal (or text on a wire), never number.',
  },
];

/** The app reads. Nothing in it may place an order or move funds. */
const actingEndpoint =
  '^(private|sapi|fapi|dapi|papi|eapi|v\\d|contract)\\w*(Post|Put|Delete|Patch)\\w*(Order|Withdraw|Transfer|Borrow|Repay|Redeem|Convert|Loan|Subscribe)';
const readOnly = [
  'MemberExpression[property.name=/^(create|edit|cancel|close|borrow|repay|transfer|withdraw|redeem|stake|unstake|subscribe)\\w*(Order|Orders|Position|Positions|Margin|Out|Withdrawal|Convert\\w*|Transfer)s?(Ws)?$/]',
  'CallExpression > MemberExpression.callee[property.name=/^(transfer|withdraw|withdrawWs|createOrder|borrowMargin|repayMargin|setLeverage|setMarginMode|addMargin|reduceMargin|createDepositAddress|createConvertTrade)$/]',
  `MemberExpression[property.name=/${actingEndpoint}/]`,
  // Endpoints are named by text as well: venue.call('privatePostBalanceEx'), also through a variable.
  `Literal[value=/${actingEndpoint}/]`,
  `TemplateElement[value.cooked=/${actingEndpoint}/]`,
].map((selector) => ({ selector, message: 'Portolan is read-only: this venue call is banned.' }));

/**
 * Timers are set by one place; what may import what else is in .dependency-cruiser.cjs.
 * @type {import('eslint').Linter.RulesRecord}
 */
const noTimers = {
  'no-restricted-imports': [
    'error',
    {
      patterns: [
        { group: ['node:timers', 'node:timers/**'], message: 'electron/timing sets timers.' },
      ],
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      '.cache/**',
      'out/**',
      'dist/**',
      'node_modules/**',
      'test-results/**',
      'playwright-report/**',
      'electron/store/testing/before-records/history-process.cjs',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: false } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['{shared,electron,renderer,tools}/**/*.{ts,tsx,mjs}'],
    ignores: ['**/*.test.{ts,tsx,mjs}', '**/testing/**'],
    rules: { 'max-lines': ['error', 400] },
  },
  {
    // One screen long.
    files: ['{shared,electron,tools}/**/*.{ts,mjs}'],
    ignores: ['**/*.test.{ts,mjs}', '**/testing/**'],
    rules: { 'max-lines-per-function': ['error', 60] },
  },
  {
    files: ['renderer/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'max-lines-per-function': ['error', 60] },
  },
  {
    // Most of a component is what it shows.
    files: ['renderer/**/*.tsx'],
    ignores: ['**/*.test.tsx'],
    rules: { 'max-lines-per-function': ['error', 100] },
  },
  {
    files: ['{shared,electron}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...noFloats, ...readOnly],
      ...noTimers,
    },
  },
  {
    // Where a rate is looked for with doubles, and found with decimals.
    files: ['shared/performance/weights.ts'],
    rules: { 'no-restricted-syntax': ['error', ...readOnly] },
  },
  {
    files: ['electron/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**', 'electron/timing/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval'].map((name) => ({
          name,
          message: 'electron/timing sets timers: these overflow, and then never stop firing.',
        })),
        {
          name: 'fetch',
          message:
            'electron/venues/protocol/http asks servers: fetch bounds no answer, and cannot be stopped.',
        },
      ],
      'no-restricted-properties': [
        'error',
        ...['globalThis', 'global'].flatMap((object) =>
          ['setTimeout', 'setInterval', 'fetch'].map((property) => ({ object, property })),
        ),
        { object: 'AbortSignal', property: 'timeout', message: 'Use the clock: withDeadline().' },
      ],
    },
  },
  {
    // Patterns are looked for in text that strangers sent: their time grows with it and no faster.
    // What this cannot see, electron/venues/reading/patterns.test.ts tries.
    files: ['{shared,electron,renderer}/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
    },
  },
  {
    // Pages are read by `allPages`, which sees to it that no row is in two of them.
    files: ['electron/venues/exchanges/*/*.ts'],
    ignores: [
      '**/*.test.ts',
      '**/testing/**',
      'electron/venues/exchanges/{definition,gateway,orders,runtime,tickers}/**',
      'electron/venues/exchanges/common/pages.ts',
    ],
    rules: { 'no-await-in-loop': 'error' },
  },
  {
    files: ['shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: [
                'electron',
                'electron/**',
                'node:*',
                'react',
                'react-dom',
                'ccxt',
                'pg',
                '@unni-craftsman/**',
              ],
              message: 'shared/ is pure.',
            },
          ],
        },
      ],
      'no-restricted-globals': [
        'error',
        'process',
        'window',
        'document',
        'Buffer',
        'fetch',
        'setTimeout',
        'setInterval',
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['electron', 'node:*', 'ccxt', 'keytar', 'pg', '@unni-craftsman/**'],
              message: 'The page has no node and no secrets.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    ignores: ['renderer/bridge/**', 'renderer/dev/**', 'renderer/**/*.d.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='window'][property.name='portolan']",
          message: 'Only renderer/bridge reads window.portolan.',
        },
      ],
    },
  },
  {
    // What Electron loads before any bundler saw it.
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['tools/**/*.mjs', 'e2e/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
);
