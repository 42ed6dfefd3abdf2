export { memory } from './memory.js'
export { type PropertyValues, record, type Seed, type SeedRecord, type SeedUser } from './seed.js'
