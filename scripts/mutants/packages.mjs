// What `pnpm mutants` measures: the sources of each package, and the tests that have to catch a fault in them.

export const packages = {
  core: {
    sources: ['packages/core/src'],
    tests: [
      'packages/core/src',
      'packages/plugins',
      'packages/adapters/memory/src',
      'packages/testing/src/fake-clock.test.ts',
      'packages/import/src/desk/import-desk.test.ts',
      'packages/cli/src/dated-columns.test.ts',
      'packages/cli/src/edited-between.test.ts',
    ],
  },
  adapters: {
    sources: ['packages/adapters/memory/src', 'packages/adapters/sql/src', 'packages/adapters/sqlite/src'],
    tests: [
      'packages/adapters',
      'packages/testing/src/storage/storage-suite.test.ts',
      'packages/core/src/storage',
      'packages/core/src/host/leaks',
    ],
  },
  server: { sources: ['packages/server/src'], tests: ['packages/server/src', 'packages/client/src/client.test.ts'] },
  client: { sources: ['packages/client/src'], tests: ['packages/client/src'] },
  // Elements are drawn by the browser tests alone; what is measured is all that runs without a page.
  administration: { sources: ['packages/plugins/administration/src'], tests: ['packages/plugins/administration/src'] },
  import: {
    sources: ['packages/import/src'],
    tests: [
      'packages/import/src',
      'packages/cli/src/dated-columns.test.ts',
      'packages/cli/src/edited-between.test.ts',
      'packages/cli/src/import-command.test.ts',
    ],
  },
}

/** Tests of processes that are built and killed: no mutant reaches them. */
export const withoutMutants = ['**/kill.test.ts', '**/store-lock.test.ts', '**/storage-suite-mutants.test.ts']
