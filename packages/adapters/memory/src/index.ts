export { type MemoryOptions, memory } from './memory.js'
export type { Seed, SeedUser } from './seed.js'
export { type PropertyValues, record, type SeedLink, type SeedLinks, type SeedRecord, withAdded } from './seed-record.js'
