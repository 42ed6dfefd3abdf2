import { memory } from '@tenure/memory'
import { test } from 'vitest'
import { storageSuite } from './storage-suite.js'

storageSuite.run({ open: () => memory() }, test)
