import type { Log } from '@tenure/core'
import type { Outcome } from '@tenure/core/contract'
import type { HostPort } from '../host-port.js'
import type { Claimed, Identity } from './identity.js'

/** What finding the user of a proof works with. */
export interface ResolvePort {
  readonly host: Pick<HostPort, 'directoryDesk'>
  readonly log: Log
}

/** The user of a proof: by its id, or by what the claims say, which is taken over first (ACC-13). */
export async function resolveIdentity({ host, log }: ResolvePort, proof: Identity | Claimed): Promise<Outcome<Identity>> {
  if ('user' in proof) return { ok: true, value: proof }
  const { claims, limits, endsAt } = proof
  const outcome = await host.directoryDesk.provision(claims, limits)
  if (!outcome.ok) return outcome
  const { user, unknown } = outcome.value
  if (unknown.length > 0) log.warn('A sign-in names teams or permission sets that there are not.', { user, unknown: unknown.join(', ') })
  return { ok: true, value: { user, ...(endsAt !== undefined && { endsAt }) } }
}
