import { pluralIn } from '../plural.js'

/** How German counts. */
export const plural = pluralIn('de')
