import type { Blocks } from '../block/renderer.js'

/** A feed of a collection. */
export type ListedFeed = Blocks['feed'] & { readonly list: NonNullable<Blocks['feed']['list']> }
