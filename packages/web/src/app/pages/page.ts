import type { pagesContract } from '@tenure/core/page'
import type { z } from 'zod'

/** A page of the administration, as the core lists it. */
export type Page = z.output<typeof pagesContract.output>[number]
