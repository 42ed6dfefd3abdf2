import { days } from '@tenure/core/adapter'
import { memory } from '@tenure/memory'
import { test, vi } from 'vitest'
import { storageSuite } from './storage-suite.js'

// Thousands of random questions take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })
storageSuite.run({ open: () => memory(), openWithShortFeed: () => memory({}, { keepFeed: days(1) }) }, test)
