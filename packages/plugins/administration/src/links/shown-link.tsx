import type { publicLinksContract } from '@tenure/core/outside'
import type { ElementContext } from '@tenure/web/parts'
import type { z } from 'zod'

/** What the element is given. */
export type Context = ElementContext<typeof publicLinksContract>
type Answer = z.output<typeof publicLinksContract.output>
/** A kind of which links can be made. */
export type ShownKind = Answer['kinds'][number]
/** A link as the page shows it. */
export type ShownLink = Answer['links'][number]
