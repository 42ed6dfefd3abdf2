import { usersContract } from '@tenure/core/page'
import { asks, readsEverything, writesEverything } from '@tenure/core/plugin'

/** Records of every object type, as far as the user may see them. */
export const Everything = readsEverything
/** Changes of records of every object type, as far as the user may make them. */
export const Writes = writesEverything
/** The names of users. */
export const Users = asks(usersContract)
