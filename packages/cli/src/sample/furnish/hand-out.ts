import { type Host, Task } from '@tenure/core'
import { getValue, rowOf } from '@tenure/core/contract'
import { setFollowContract, updateRecordsContract } from '@tenure/core/page'
import { all, ascending, is, isUnknown } from '@tenure/core/query'
import { administratorId, sampleUsers } from '../row/people.js'
import { sampleId } from '../sample-row.js'

const Row = rowOf(Task.title, Task.dueAt)
/** So many tasks of each CSM were handed out by the administrator. */
const each = 3
/** A customer that everybody who sees it follows. */
const followed = sampleId('halden-freight')

/** The administrator hands out the next tasks of each CSM again, and some follow a customer: so there is something behind the bell, and the history says why. */
export async function handOut(host: Pick<Host, 'as'>): Promise<void> {
  const administrator = host.as(administratorId)
  for (const { id } of sampleUsers) {
    await host.as(id).act(setFollowContract, { type: 'company', id: followed, following: true })
    if (id === administratorId) continue
    const { rows } = await administrator.records.list({
      select: Row,
      where: all(is(Task.assignee, id), isUnknown(Task.completedAt)),
      orderBy: [ascending(Task.dueAt)],
      limit: each,
    })
    if (rows.length === 0) continue
    for (const assignee of [null, id])
      getValue(
        await administrator.act(updateRecordsContract, {
          type: 'task',
          records: rows.map((row) => ({ id: row.id, values: { assignee } })),
        }),
      )
  }
}
