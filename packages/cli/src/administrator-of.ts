import { type Host, TenureError } from '@tenure/core'
import { sampleSource } from './sample/sample-row.js'

/** An active super admin of the workspace, one that the sample did not bring where there is one. Errors: `record.not-found`. */
export function administratorOf(host: Host): string {
  const admins = host.superAdmins()
  const own = admins.find((id) => !id.startsWith(`${sampleSource}:`)) ?? admins[0]
  if (own !== undefined) return own
  throw new TenureError('record.not-found', 'The workspace has no administrator. tenure admin makes one.', {
    record: { type: 'user', id: '' },
  })
}
