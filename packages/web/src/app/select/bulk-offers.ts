import type { bulkOffersContract } from '@tenure/core/page'
import type { z } from 'zod'
import type { RunAbout } from '../run/run-text.js'
import type { BulkChange } from './use-bulk.js'

/** What the user may do to many records of a type. */
export type BulkOffers = z.output<typeof bulkOffersContract.output>
/** Changes the selected records. */
export type StartBulk = (change: BulkChange, about: RunAbout) => void
