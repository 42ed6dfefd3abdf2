import { defineToken, type Token } from '../../base/key.js'
import type { RecordId } from '../../schema/value.js'

/**
 * Addresses that users name and that a plugin fetches later. Such an address is often a secret: whoever has it reads what is there. It is in no
 * record that anybody reads, in no history, list, export or audit; records of the plugin hold its id. Each plugin has its own.
 */
export interface KeptAddresses {
  /** Keeps an address for the user of the call, at once; the id tells nothing of it. Only actions keep. */
  keep(address: string): Promise<RecordId>
  /** The address: in an action, if it is of the user of the call; in a job, if the plugin kept it. Nothing where there is none. */
  find(id: RecordId): Promise<string | undefined>
  /** Erases it, as far as `find` would find it. */
  forget(id: RecordId): Promise<void>
}
export const KeptAddresses: Token<KeptAddresses> = defineToken('tenure.core/kept-addresses@1')
