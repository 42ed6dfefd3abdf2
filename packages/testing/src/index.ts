export { createFakeClock, type FakeClock } from './fake-clock.js'
export { aCompany, aContact, aDeal, aService, aTask, aTicket, aUser, type Given } from './seed-builders.js'
export type { StorageSuiteOptions, Suite, Test, TestContext } from './storage/check.js'
export { storageSuite } from './storage/storage-suite.js'
