/** Imports run one way. Each rule says what to do instead: it is read by whoever just broke it. */

/** Which slices a slice may use (besides the platform); what is missing here is a slice nobody has placed yet. */
const MAY_USE = {
  identity: [],
  orders: ['identity'],
  intake: ['identity', 'orders'],
  alerts: ['identity', 'orders'],
  imports: ['identity', 'orders'],
  proofs: ['identity', 'orders'],
  production: ['identity', 'orders', 'intake', 'proofs'],
  inbox: ['identity', 'orders', 'intake', 'proofs'],
  delivery: ['identity', 'orders', 'intake', 'proofs'],
  billing: ['identity', 'orders', 'intake', 'proofs'],
  connections: ['identity', 'orders'],
  privacy: ['identity', 'orders', 'proofs'],
}
const SLICES = Object.keys(MAY_USE)

const arrows = SLICES.map((slice) => ({
  name: `arrow-${slice}`,
  severity: 'error',
  comment:
    `${slice} may use ${['the platform', ...MAY_USE[slice]].join(', ')} and nothing else. ` +
    'Against the arrow goes an event: record it there, react to it in the other slice’s jobs.ts.',
  from: { path: `^apps/server/src/${slice}/` },
  to: {
    path: `^apps/server/src/(${SLICES.concat('insight').join('|')})/`,
    pathNot: `^apps/server/src/(${[slice, ...MAY_USE[slice]].join('|')})/`,
  },
}))

module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'slices-meet-at-index',
      severity: 'error',
      comment:
        'Another slice is used through its index.ts only: export there what others may have, or ask why they need it.',
      from: { path: `^apps/server/src/(${SLICES.join('|')})/` },
      to: { path: `^apps/server/src/(${SLICES.join('|')})/`, pathNot: ['^apps/server/src/$1/', '/index\\.ts$'] },
    },
    {
      name: 'platform-knows-no-slice',
      severity: 'error',
      comment:
        'The platform has no domain words. Let the slice hand in what is needed, or move the file into the slice.',
      from: { path: '^apps/server/src/platform/', pathNot: '\\.test\\.ts$' },
      to: { path: '^apps/server/src/', pathNot: '^apps/server/src/platform/' },
    },
    {
      name: 'nobody-imports-the-program',
      severity: 'error',
      comment: 'main.ts and app.ts put everything together; what they hold is handed down, never imported.',
      from: { path: '^apps/server/src/[^/]+/', pathNot: '\\.test\\.ts$|^apps/server/src/testing/' },
      to: { path: '^apps/server/src/(main|app)\\.ts$' },
    },
    {
      name: 'packages-know-no-app',
      severity: 'error',
      comment: 'A package is shared by programs and knows none of them: hand in what it needs.',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-know-no-app',
      severity: 'error',
      comment: 'Programs talk over HTTP. What two of them share is a package; of the server, client.ts alone is seen.',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: ['^apps/$1/', '^apps/server/src/client\\.ts$', '^apps/etsy-sim/src/index\\.ts$'] },
    },
    {
      name: 'simulator-is-for-trying-out',
      severity: 'error',
      comment: 'The local Etsy is for tests, trials and the demo: to everything else it is Etsy, behind an address.',
      from: { path: '^apps/', pathNot: ['^apps/etsy-sim/', '\\.test\\.ts$', '/(testing|trials|browser|demo)/'] },
      to: { path: '^apps/etsy-sim/' },
    },
    {
      name: 'of-the-server-types-only',
      severity: 'error',
      comment: 'Use `import type`: with a value, the server’s code would travel to the browser.',
      from: { path: '^apps/(?!server/)' },
      to: { path: '^apps/server/src/client\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'pure-packages',
      severity: 'error',
      comment: 'This package is pure and runs in the browser too: no Node modules, no database, no network.',
      from: { path: '^packages/(proof|workflow|intake|contract)/src/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-packages-know-no-database',
      severity: 'error',
      comment: 'The database knows these packages’ words, not the other way round.',
      from: { path: '^packages/(proof|workflow|intake|contract|etsy)/' },
      to: { path: '^packages/(db|bench)/' },
    },
    {
      name: 'ui-has-no-domain-words',
      severity: 'error',
      comment: 'ui/ is the design system: what it shows comes in as props.',
      from: { path: '^apps/web/src/ui/' },
      to: { path: '^apps/web/src/[^/]+/', pathNot: '^apps/web/src/ui/' },
    },
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'Files that need each other are one subject, or hide a third one that both need: take it out.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'This import leads nowhere: a typing error, or a package missing from package.json.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.turbo|migrations|test-results|playwright-report)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'packages/config/tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
