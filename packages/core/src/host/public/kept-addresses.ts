import { systemAsker } from '../../access/asker.js'
import type { Clock } from '../../base/clock.js'
import { newId } from '../../base/id.js'
import { getValue } from '../../base/outcome.js'
import type { Session } from '../../contract/call.js'
import type { KeptAddresses } from '../../contract/outside/kept-addresses.js'
import { TenureError } from '../../errors/tenure-error.js'
import type { Reader } from '../../records/read-records.js'
import type { Writer } from '../../records/write-records.js'

/** Name of the object type that keeps addresses. */
export const keptAddressType = 'keptAddress'
/** What keeping addresses works with. */
export interface KeptAddressPort {
  readonly clock: Pick<Clock, 'now'>
  readonly reader: Pick<Reader, 'find'>
  readonly writer: Pick<Writer, 'draft'>
}
/** The longest address that is kept. */
const longest = 2_000

/** The addresses of one plugin, for the user of a call or, in a job, for all of its users. */
export function openKeptAddresses(port: KeptAddressPort, plugin: string, session: Session | undefined): KeptAddresses {
  const user = session?.user ?? ''
  const by = { asker: systemAsker, actor: user === '' ? { source: 'system' as const } : { source: 'user' as const, user } }
  const read = async (id: string): Promise<string | undefined> => {
    const values = (await port.reader.find(systemAsker, { type: keptAddressType, id }))?.values
    const isTheirs = values?.['plugin'] === plugin && (user === '' || values['user'] === user)
    return isTheirs && typeof values['address'] === 'string' ? values['address'] : undefined
  }
  return {
    async keep(address) {
      if (user === '' || address === '' || address.length > longest) throw wrongAddress()
      const id = newId(port.clock.now())
      const values = { name: plugin, plugin, user, address, createdAt: port.clock.now() }
      getValue(await port.writer.draft(by, async (draft) => void draft.create({ type: keptAddressType, id }, values)))
      return id
    },
    find: read,
    async forget(id) {
      if ((await read(id)) === undefined) return
      const ref = { type: keptAddressType, id }
      const outcome = await port.writer.draft(by, async (draft) => {
        await draft.load([ref])
        Object.assign(draft.find(ref) ?? {}, { archived: true, archive: 'purge' })
      })
      getValue(outcome)
    },
  }
}

function wrongAddress(): TenureError {
  const message = `A user keeps an address of 1 to ${longest} characters.`
  return new TenureError('input.invalid', message, { issues: [{ path: ['address'], message }] })
}
