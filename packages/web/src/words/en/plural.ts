import { pluralIn } from '../plural.js'

/** How English counts. */
export const plural = pluralIn('en')
