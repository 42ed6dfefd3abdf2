import { values } from '@tenure/core/contract'
import { filter, firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { profilePreviewContract } from '../contract/preview-contract.js'
import { activated, definition, open, root } from '../keeper/test-scored-host.js'

test('[HS-10] a preview names who changes status, the largest changes first, and which criterion did it', async () => {
  await using host = await open()
  await activated(host)
  const groups = definition.groups.map((group) =>
    group.id === 'usage' ? { ...group, criteria: group.criteria.map((one) => ({ ...one, most: 10 })) } : group,
  )
  const preview = root(host)
    .watch(profilePreviewContract, { definition: { ...definition, groups } })
    .pipe(values())
  const { changed } = await firstValueFrom(preview.pipe(filter(({ done }) => done === 2)))
  const to = { score: 30, status: 'at-risk' }
  expect(changed).toEqual([
    { id: 'b', title: 'B', from: { score: 60, status: 'neutral' }, to, because: [{ of: 'size', name: 'Employees', points: -30 }] },
    { id: 'a', title: 'A', from: { score: 40, status: 'neutral' }, to, because: [{ of: 'size', name: 'Employees', points: -10 }] },
  ])
})
