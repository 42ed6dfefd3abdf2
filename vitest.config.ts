import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const entry = (name: string, folder: string) => ({
  find: new RegExp(`^@tenure/${name}$`),
  replacement: at(`./packages/${folder}/src/index.ts`),
})

/** Every package by its sources, so that tests need no build. */
export const aliases = [
  // The program of a reader process is bundled from its sources when a test first needs it.
  { find: './reader-program.js', replacement: at('./packages/adapters/sqlite/src/reading/test-reader-program.ts') },
  {
    find: /^(\.\.?\/)+element-folder\.js$/,
    replacement: at('./packages/plugins/administration/src/test-element-folder.ts'),
  },
  { find: /^@tenure\/core\/(\w+)$/, replacement: `${at('./packages/core/src/')}index.$1.ts` },
  { find: /^@tenure\/customers\/contract$/, replacement: at('./packages/plugins/customers/src/index.contract.ts') },
  entry('core', 'core'),
  { find: /^@tenure\/web\/page$/, replacement: at('./packages/web/src/index.page.ts') },
  entry('customers', 'plugins/customers'),
  { find: /^@tenure\/revenue\/ledger$/, replacement: at('./packages/plugins/revenue/src/index.ledger.ts') },
  { find: /^@tenure\/revenue\/contract$/, replacement: at('./packages/plugins/revenue/src/index.contract.ts') },
  { find: /^@tenure\/feed\/contract$/, replacement: at('./packages/plugins/feed/src/index.contract.ts') },
  entry('feed', 'plugins/feed'),
  { find: /^@tenure\/tasks\/contract$/, replacement: at('./packages/plugins/tasks/src/index.contract.ts') },
  entry('calendars', 'plugins/calendars'),
  entry('surveys', 'plugins/surveys'),
  entry('tasks', 'plugins/tasks'),
  { find: /^@tenure\/schedule\/contract$/, replacement: at('./packages/plugins/schedule/src/index.contract.ts') },
  entry('schedule', 'plugins/schedule'),
  entry('summary', 'plugins/summary'),
  entry('alerts', 'plugins/alerts'),
  { find: /^@tenure\/services\/contract$/, replacement: at('./packages/plugins/services/src/index.contract.ts') },
  entry('services', 'plugins/services'),
  entry('revenue', 'plugins/revenue'),
  entry('record', 'plugins/record'),
  entry('dashboards', 'plugins/dashboards'),
  entry('administration', 'plugins/administration'),
  entry('health', 'plugins/health'),
  entry('memory', 'adapters/memory'),
  entry('sql', 'adapters/sql'),
  entry('sqlite', 'adapters/sqlite'),
  entry('testing', 'testing'),
  entry('calendar', 'calendar'),
  entry('import', 'import'),
  { find: /^@tenure\/import\/files$/, replacement: at('./packages/import/src/index.files.ts') },
  entry('server', 'server'),
  entry('client', 'client'),
  entry('cli', 'cli'),
  entry('web', 'web'),
]

export default defineConfig({
  resolve: {
    alias: [...aliases],
  },
  test: {
    globalSetup: './scripts/test-folder.mjs',
    setupFiles: ['reflect-metadata', './scripts/hang-watch.mjs', './scripts/jumping-clock.mjs'],
    // A condition that a test waits for comes in its own time; only what hangs runs into these limits.
    expect: { poll: { timeout: 60_000, interval: 20 } },
    hookTimeout: 240_000,
    teardownTimeout: 20_000,
    restoreMocks: true,
    // Modules are read once for each worker, which halves the time of the tests: none keeps state that a second file could see.
    isolate: false,
    reporters: ['default', './scripts/tally-reporter.mjs'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // Browsers come after everything else: what they wait for is not to wait for a processor.
          sequence: { groupOrder: 0 },
          maxWorkers: availableParallelism(),
          testTimeout: 240_000,
          include: ['packages/**/src/**/*.test.ts', 'examples/**/*.test.ts', 'bench/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          setupFiles: ['./e2e/support/failed-pages.ts'],
          sequence: { groupOrder: 1 },
          include: ['e2e/**/*.e2e.ts'],
          // Longer than a wait within a poll: what was waited for is named, and not the limit alone.
          testTimeout: 480_000,
          maxWorkers: 2,
        },
      },
    ],
  },
})
