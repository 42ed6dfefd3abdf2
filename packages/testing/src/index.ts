export { createFakeClock, type FakeClock } from './fake-clock.js'
export type { StorageSuiteOptions, Suite, Test, TestContext } from './storage/check.js'
export { storageSuite } from './storage/storage-suite.js'
