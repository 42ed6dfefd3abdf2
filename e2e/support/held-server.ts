// A server of its own process, to be killed: a run that has begun gets no further until a line comes in.
import path from 'node:path'
import { createHost, type StorageAdapter, TenureError, use } from '@tenure/core'
import { customers } from '@tenure/customers'
import { record } from '@tenure/record'
import { localSwitcher, serve } from '@tenure/server'
import { sqlite } from '@tenure/sqlite'

const [folder = '', page = '', port = '0'] = process.argv.slice(2)
const inner = sqlite({ file: path.join(folder, 'workspace.db') })
let isHeld = true
process.stdin.once('data', () => {
  isHeld = false
})
const undos = new Set<string>()
// The run and its first part are one commit, which creates the run; each further part changes how much is done. The runner tries again.
const commit: StorageAdapter['commit'] = (batch, io) => {
  const ofRuns = batch.writes.filter(({ ref }) => ref.type === 'run')
  for (const write of ofRuns) if (write.write === 'create' && write.values['kind'] === 'undo') undos.add(write.ref.id)
  if (isHeld && ofRuns.some((write) => write.write === 'patch' && 'done' in write.values && !undos.has(write.ref.id)))
    return Promise.reject(new TenureError('storage.failed', 'The test holds this run.', { transient: true }))
  return inner.commit(batch, io)
}
const host = await createHost({ storage: { ...inner, commit }, plugins: [use(customers), use(record)], grants: 'declared' })
const server = await serve({ host, signIn: localSwitcher(), page, port: Number(port) })
process.stdout.write(`${server.url}\n`)
